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

            return LanguagePrimitives.ConvertTo(value, property.PropertyType, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is PSInvalidCastException or ArgumentTransformationMetadataException or ArgumentException)
        {
            throw Error.InvalidValue("-" + property.Name, cell, (exception.InnerException ?? exception).Message.TrimEnd('.'));
        }
    }
}
