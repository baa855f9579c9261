using System.Management.Automation;
using System.Reflection;
using MultiDial.Errors;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Reads from a cmdlet the values for the options of an output type: parameters and properties have the same names.</summary>
internal static class Parameters
{
    /// <summary>The values that are not null: for cmdlets that make something.</summary>
    internal static Dictionary<string, object?> NotNull<T>(PSCmdlet cmdlet)
        where T : RouterObject => NotNull(cmdlet, Options<T>());

    /// <summary>The values on the command line, null too (it removes the option): for cmdlets that change something.</summary>
    internal static Dictionary<string, object?> Given<T>(PSCmdlet cmdlet)
        where T : RouterObject => Given(cmdlet, Options<T>());

    /// <summary>As <see cref="NotNull{T}"/>, for the parameters of these names.</summary>
    internal static Dictionary<string, object?> NotNull(PSCmdlet cmdlet, IEnumerable<string> names) => Of(cmdlet, names, (_, value) => value is not null);

    /// <summary>As <see cref="Given{T}"/>, for the parameters of these names.</summary>
    internal static Dictionary<string, object?> Given(PSCmdlet cmdlet, IEnumerable<string> names) =>
        Of(cmdlet, names, (name, _) => cmdlet.MyInvocation.BoundParameters.ContainsKey(name));

    /// <summary>Values that are one for all things or one for each.</summary>
    /// <exception cref="MultiDialException">InvalidValue: neither one nor as many as there are things.</exception>
    internal static T[] OneOrEach<T>(string name, T[] values, int? count) => values.Length == 1 || values.Length == (count ?? values.Length)
        ? values
        : throw Error.InvalidValue("-" + name, string.Join(", ", values), Text.RuleOneOrEach.With(count));

    private static IEnumerable<string> Options<T>() =>
        typeof(T).GetProperties().Where(property => property.IsDefined(typeof(UciOptionAttribute))).Select(property => property.Name);

    private static Dictionary<string, object?> Of(PSCmdlet cmdlet, IEnumerable<string> names, Func<string, object?, bool> wanted) =>
        names.Select(name => cmdlet.GetType().GetProperty(name))
            .OfType<PropertyInfo>()
            .Select(parameter => (parameter.Name, Value: parameter.GetValue(cmdlet)))
            .Where(parameter => wanted(parameter.Name, parameter.Value))
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
}
