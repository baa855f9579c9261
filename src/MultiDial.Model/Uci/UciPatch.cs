using System.Diagnostics.Contracts;
using System.Runtime.CompilerServices;
using MultiDial.Errors;

namespace MultiDial.Uci;

/// <summary>
/// What is asked for of a section. It knows of each option whether it was not given (it stays as it is), is removed, or
/// is set. A patch never changes: <see cref="Set"/> and the like give another one.
/// </summary>
/// <typeparam name="T">The type whose properties are the options.</typeparam>
internal sealed class UciPatch<T>
    where T : class
{
    private static readonly object s_notGiven = new();

    private readonly object?[] _values;

    internal UciPatch()
        : this([.. UciProperties<T>.All.Select(_ => s_notGiven)])
    {
    }

    private UciPatch(object?[] values) => _values = values;

    /// <summary>Whether it asks for nothing.</summary>
    internal bool IsEmpty => Array.TrueForAll(_values, value => value == s_notGiven);

    /// <summary>Sets an option; null removes it.</summary>
    [Pure]
    internal UciPatch<T> Set<TValue>(Func<T, TValue> property, TValue value, [CallerArgumentExpression(nameof(property))] string name = "") => With(UciProperties<T>.Of(name), value);

    /// <summary>Sets an option if there is a value for it.</summary>
    [Pure]
    internal UciPatch<T> SetUnlessNull<TValue>(Func<T, TValue> property, TValue value, [CallerArgumentExpression(nameof(property))] string name = "") => value is null ? this : Set(property, value, name);

    [Pure]
    internal UciPatch<T> Remove<TValue>(Func<T, TValue> property, [CallerArgumentExpression(nameof(property))] string name = "") => With(UciProperties<T>.Of(name), null);

    /// <summary>The patch that does not speak of the option.</summary>
    [Pure]
    internal UciPatch<T> Without<TValue>(Func<T, TValue> property, [CallerArgumentExpression(nameof(property))] string name = "") => With(UciProperties<T>.Of(name), s_notGiven);

    /// <summary>Sets an option to a value of its type; null removes it.</summary>
    [Pure]
    internal UciPatch<T> With(UciProperty property, object? value)
    {
        object?[] values = [.. _values];
        values[property.Index] = value;
        return new UciPatch<T>(values);
    }

    /// <summary>Whether the option is set or removed.</summary>
    internal bool Has<TValue>(Func<T, TValue> property, [CallerArgumentExpression(nameof(property))] string name = "") => _values[UciProperties<T>.Of(name).Index] != s_notGiven;

    /// <summary>What the option is set to; null if it is removed or not given.</summary>
    internal TValue? Get<TValue>(Func<T, TValue> property, [CallerArgumentExpression(nameof(property))] string name = "") =>
        _values[UciProperties<T>.Of(name).Index] is TValue value ? value : default;

    /// <summary>Makes the section so. Options that are not given keep every byte.</summary>
    /// <exception cref="MultiDialException">InvalidValue: out of an option's range.</exception>
    internal void Write(UciSection section)
    {
        foreach (UciProperty property in UciProperties<T>.All)
        {
            if (_values[property.Index] is var value && value != s_notGiven)
            {
                property.Write(section, value);
            }
        }
    }

    /// <summary>Whether the section is so already.</summary>
    /// <exception cref="MultiDialException">InvalidValue: out of an option's range.</exception>
    internal bool IsOf(UciSection section) => section.IsAlready(Write);
}
