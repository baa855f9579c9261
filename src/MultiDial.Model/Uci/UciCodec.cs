using System.Runtime.CompilerServices;
using MultiDial.Errors;

namespace MultiDial.Uci;

/// <summary>
/// Carries values between the options of a UCI section and the properties that bear <see cref="UciOptionAttribute"/>.
/// Options without a property are never touched.
/// </summary>
internal static class UciCodec
{
    /// <summary>Fills an object's properties from a section; an absent option or section gives the router's default, or null.</summary>
    internal static T Fill<T>(T target, UciSection? section)
        where T : class
    {
        foreach (UciProperty property in UciProperties<T>.All)
        {
            property.Read(section, target);
        }

        return target;
    }

    /// <summary>All options of a section.</summary>
    internal static T Read<T>(UciSection section)
        where T : class, new() => Fill(new T(), section);

    /// <summary>The option that a property is.</summary>
    internal static string Option<T, TValue>(Func<T, TValue> property, [CallerArgumentExpression(nameof(property))] string name = "")
        where T : class => UciProperties<T>.Of(name).Option;

    extension(UciSection? section)
    {
        /// <summary>One option: <c>section.Get((Mwan3Member member) => member.Weight)</c>; an absent one gives the router's default, or null.</summary>
        internal TValue Get<T, TValue>(Func<T, TValue> property, [CallerArgumentExpression(nameof(property))] string name = "")
            where T : class => UciProperties<T>.Of(name).Read(section) is TValue value ? value : default!;
    }

    extension(UciSection section)
    {
        /// <summary>Whether the section has the option.</summary>
        internal bool Has<T, TValue>(Func<T, TValue> property, [CallerArgumentExpression(nameof(property))] string name = "")
            where T : class => section.Has(UciProperties<T>.Of(name).Option);

        /// <summary>Sets one option; null removes it.</summary>
        /// <exception cref="MultiDialException">InvalidValue: out of the option's range.</exception>
        internal void Set<T, TValue>(Func<T, TValue> property, TValue value, [CallerArgumentExpression(nameof(property))] string name = "")
            where T : class => UciProperties<T>.Of(name).Write(section, value);
    }
}
