using System.Management.Automation;
using System.Reflection;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Reads from a cmdlet the values for the options of an output type: parameters and properties have the same names.</summary>
internal static class Parameters
{
    /// <summary>The values that are not null: for cmdlets that make something.</summary>
    internal static Dictionary<string, object?> NotNull<T>(PSCmdlet cmdlet)
        where T : RouterObject => Of<T>(cmdlet, (_, value) => value is not null);

    /// <summary>The values on the command line, null too (it removes the option): for cmdlets that change something.</summary>
    internal static Dictionary<string, object?> Given<T>(PSCmdlet cmdlet)
        where T : RouterObject => Of<T>(cmdlet, (name, _) => cmdlet.MyInvocation.BoundParameters.ContainsKey(name));

    private static Dictionary<string, object?> Of<T>(PSCmdlet cmdlet, Func<string, object?, bool> wanted)
        where T : RouterObject =>
        typeof(T).GetProperties()
            .Where(property => property.IsDefined(typeof(UciOptionAttribute)))
            .Select(property => cmdlet.GetType().GetProperty(property.Name))
            .OfType<PropertyInfo>()
            .Select(parameter => (parameter.Name, Value: parameter.GetValue(cmdlet)))
            .Where(parameter => wanted(parameter.Name, parameter.Value))
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
}
