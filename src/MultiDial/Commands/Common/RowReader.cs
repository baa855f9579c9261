using System.Management.Automation;
using System.Reflection;
using MultiDial.Errors;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>
/// Reads rows of the pipeline (lines of <c>Import-Csv</c>, any plain objects), whose properties are named as a cmdlet's
/// parameters or their aliases. The engine's own binding by property name drops a cell that it cannot convert without a
/// word, and would bind the properties of our own objects; this does neither.
/// </summary>
internal sealed class RowReader
{
    // What spreadsheets write between the columns where the comma is for numbers.
    private static readonly char[] s_delimiters = [';', '\t', '|'];

    private readonly Column[] _columns;
    private readonly HashSet<string> _understood;
    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _refused = [];
    private readonly Action<string> _warn;
    private readonly string _cmdlet;
    private int _number;

    /// <param name="cmdlet">The cmdlet; its command line must be bound already, as what is on it wins.</param>
    /// <param name="forAll">The parameters that are for the whole pipeline, so that no row can have them.</param>
    internal RowReader(VisibleCmdlet cmdlet, IReadOnlyCollection<string> forAll)
    {
        _columns = [.. cmdlet.GetType().GetProperties()
            .Where(property => property.IsDefined(typeof(ParameterAttribute)) && property.Name != nameof(RouterCommand.InputObject))
            .OrderBy(property => property.DeclaringType != cmdlet.GetType())
            .Select(property => new Column(property, cmdlet.MyInvocation.BoundParameters.ContainsKey(property.Name), forAll.Contains(property.Name)))];
        _understood = new HashSet<string>(_columns.SelectMany(column => column.Names), StringComparer.OrdinalIgnoreCase);
        _warn = cmdlet.WriteWarning;
        _cmdlet = cmdlet.MyInvocation.MyCommand.Name;
    }

    /// <summary>Reads the next record of the pipeline; one that is no row gives nothing.</summary>
    /// <exception cref="MultiDialException">InvalidValue: a cell cannot be read, or is for all rows.</exception>
    internal Row Read(object? item)
    {
        _number++;
        if (item is not PSObject row)
        {
            return Row.None;
        }

        WarnOfUnknown(row);
        var cells = new Dictionary<string, object>();
        foreach (Column column in _columns.Where(column => !column.IsOnCommandLine))
        {
            if (column.Find(row) is not (null or "") and var cell)
            {
                Take(column, cell, cells);
            }
        }

        return new Row(_number, cells);
    }

    private void WarnOfUnknown(PSObject row)
    {
        string[] unknown = [.. row.Properties.Select(property => property.Name).Where(name => !_understood.Contains(name) && _named.Add(name))];
        if (unknown.Length > 0)
        {
            if (Array.Find(unknown, name => name.IndexOfAny(s_delimiters) >= 0) is { } header)
            {
                _warn(Text.WarningDelimiter.With(header, header[header.IndexOfAny(s_delimiters)] is var sign && sign == '\t' ? "\"`t\"" : $"'{sign}'"));
                return;
            }

            _warn(Text.WarningUnknownColumns.With(string.Join(", ", unknown), _cmdlet,
                string.Join(", ", _columns.Where(column => !column.IsForAll).Select(column => column.Name))));
        }
    }

    // A column for all rows is refused at the first row that has it, and not at each.
    private void Take(Column column, object cell, Dictionary<string, object> cells)
    {
        if (!column.IsForAll)
        {
            cells.Add(column.Name, Convert(column, cell));
        }
        else if (_refused.Add(column.Name))
        {
            throw Error.ColumnForAll(_number, column.Name, column.IsSecret ? UciSecrets.Mask : cell, _cmdlet);
        }
    }

    private object Convert(Column column, object cell)
    {
        try
        {
            return column.Convert(cell);
        }
        catch (Exception exception) when (exception is PSInvalidCastException or ArgumentTransformationMetadataException or ArgumentException or FormatException or OverflowException)
        {
            throw column.IsSecret
                ? Unusable(column)
                : Error.InvalidCell(_number, column.Name, cell, column.Rule ?? (exception.InnerException ?? exception).Message, exception);
        }
    }

    // What the engine says of a secret could have it in its words, so that is not kept as the cause.
    private MultiDialException Unusable(Column secret) => Error.InvalidCell(_number, secret.Name, UciSecrets.Mask, Text.RuleSecretCell);
}
