using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using MultiDial.Errors;

namespace MultiDial.Commands;

/// <summary>
/// Gives a cmdlet the parameters that a row of the pipeline (a line of <c>Import-Csv</c>, any plain object) has as
/// properties. The engine's own binding by property name drops a cell that it cannot convert without a word, and would
/// bind the properties of our own objects; this does neither. What is on the command line wins.
/// </summary>
internal sealed class RowBinder
{
    private static readonly string[] s_notFromRows = [nameof(RouterCommand.InputObject)];
    private static readonly char[] s_separators = [' ', ',', ';'];

    private readonly PSCmdlet _cmdlet;
    private readonly List<(PropertyInfo Property, object? Empty)> _free = [];

    /// <summary>Notes which parameters the command line left free. To be made before the first record.</summary>
    internal RowBinder(PSCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        foreach (PropertyInfo property in cmdlet.GetType().GetProperties())
        {
            if (property.IsDefined(typeof(ParameterAttribute)) && !s_notFromRows.Contains(property.Name)
                && !cmdlet.MyInvocation.BoundParameters.ContainsKey(property.Name))
            {
                _free.Add((property, property.GetValue(cmdlet)));
            }
        }
    }

    /// <summary>Sets the free parameters from a row; an object that is no row sets them back.</summary>
    /// <exception cref="MultiDialException">InvalidValue: a cell cannot be read.</exception>
    internal void Bind(object? item)
    {
        foreach ((PropertyInfo property, object? empty) in _free)
        {
            object? cell = item is PSObject row ? Cell(row, property) : null;
            property.SetValue(_cmdlet, cell is null or "" ? empty : Convert(property, cell));
        }
    }

    private static object? Cell(PSObject row, PropertyInfo property) =>
        property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames).Prepend(property.Name)
            .Select(name => row.Properties[name]?.Value)
            .FirstOrDefault(value => value is not null);

    private static object? Convert(PropertyInfo property, object cell)
    {
        try
        {
            object? value = cell;
            foreach (ArgumentTransformationAttribute transformation in property.GetCustomAttributes<ArgumentTransformationAttribute>())
            {
                value = transformation.Transform(null!, value!);
            }

            return Read(value, property.PropertyType);
        }
        catch (Exception exception) when (exception is PSInvalidCastException or ArgumentTransformationMetadataException or ArgumentException or FormatException or OverflowException)
        {
            throw Error.InvalidValue("-" + property.Name, cell, (exception.InnerException ?? exception).Message.TrimEnd('.'));
        }
    }

    // The engine would take any text but the empty one for true, round 1.5 to 2, and make one item of a whole list.
    private static object? Read(object? value, Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        return value is not string text ? LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture)
            : target == typeof(bool) ? Flag(text)
            : target == typeof(SwitchParameter) ? new SwitchParameter(Flag(text))
            : target == typeof(int) ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : target == typeof(string[]) ? text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries)
            : LanguagePrimitives.ConvertTo(text, type, CultureInfo.InvariantCulture);
    }

    private static bool Flag(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => true,
        "FALSE" or "0" or "NO" or "OFF" => false,
        _ => throw new ArgumentException("true or false is needed"),
    };
}
