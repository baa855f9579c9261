using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Reads from a cmdlet the values for the options of a type: parameters and properties have the same names.</summary>
internal static class Parameters
{
    /// <summary>The values that are not null, of the command line or the row: for cmdlets that make something.</summary>
    internal static UciPatch<T> NotNull<T>(PSCmdlet cmdlet, Row row)
        where T : class => Read<T>(cmdlet, row, (_, value) => value is not null);

    /// <summary>The values on the command line, null too (it removes the option): for cmdlets that change something.</summary>
    internal static UciPatch<T> Given<T>(PSCmdlet cmdlet)
        where T : class => Read<T>(cmdlet, Row.None, (name, _) => IsGiven(cmdlet, name));

    /// <summary>Whether the parameter is on the command line.</summary>
    internal static bool IsGiven(PSCmdlet cmdlet, string name) => cmdlet.MyInvocation.BoundParameters.ContainsKey(name);

    private static UciPatch<T> Read<T>(PSCmdlet cmdlet, Row row, Func<string, object?, bool> wanted)
        where T : class
    {
        var patch = new UciPatch<T>();
        foreach ((UciProperty property, PropertyInfo parameter) in Pairs<T>.Of(cmdlet.GetType()))
        {
            object? value = row.ValueOr(parameter.Name, parameter.GetValue(cmdlet));
            if (wanted(property.Name, value))
            {
                patch = patch.With(property, value);
            }
        }

        return patch;
    }

    // They are looked for once for each cmdlet.
    private static class Pairs<T>
        where T : class
    {
        private static readonly ConcurrentDictionary<Type, (UciProperty, PropertyInfo)[]> s_pairs = new();

        internal static (UciProperty Property, PropertyInfo Parameter)[] Of(Type cmdlet) => s_pairs.GetOrAdd(cmdlet, static cmdlet =>
            [.. UciProperties<T>.All
                .Select(property => (property, Parameter: cmdlet.GetProperty(property.Name)))
                .Where(pair => pair.Parameter is not null)
                .Select(pair => Check(pair.property, pair.Parameter!))]);

        private static (UciProperty, PropertyInfo) Check(UciProperty property, PropertyInfo parameter) =>
            (Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType) == property.Type
                ? (property, parameter)
                : throw new InvalidOperationException($"{parameter.DeclaringType}.{parameter.Name} has another type than the option, {property.Type}.");
    }
}
