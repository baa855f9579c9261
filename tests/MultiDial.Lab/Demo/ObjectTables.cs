using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace MultiDial.Testing.Demo;

/// <summary>
/// Shows objects with the columns of the module's own views. The embedded engine has no Format-Table, which comes with
/// PowerShell itself.
/// </summary>
internal sealed class ObjectTables
{
    private readonly Dictionary<string, string[]> _columns;

    internal ObjectTables(string formatFile) => _columns = XDocument.Load(formatFile).Descendants("View").DistinctBy(TypeName).ToDictionary(
        TypeName,
        view => view.Descendants("Label").Concat(view.Descendants("ListItem").Elements("PropertyName")).Select(label => label.Value).ToArray());

    internal void Write(IEnumerable<PSObject> objects)
    {
        foreach (IGrouping<string, PSObject> group in objects.Where(item => item is not null).GroupBy(item => item.TypeNames[0]))
        {
            if (_columns.TryGetValue(group.Key, out string[]? columns))
            {
                WriteTable(columns, [.. group.Select(item => columns.Select(column => Text(item.Properties[column]?.Value)).ToArray())]);
            }
            else
            {
                Console.WriteLine(string.Join(Environment.NewLine, group));
            }
        }
    }

    private static void WriteTable(string[] columns, string[][] rows)
    {
        int[] widths = [.. columns.Select((column, index) => rows.Max(row => Math.Max(column.Length, row[index].Length)))];
        foreach (string[] line in rows.Prepend([.. widths.Select(width => new string('-', width))]).Prepend(columns))
        {
            Console.WriteLine(("    " + string.Join(' ', line.Select((cell, index) => cell.PadRight(widths[index])))).TrimEnd());
        }

        Console.WriteLine();
    }

    private static string TypeName(XElement view) => view.Descendants("TypeName").First().Value;

    private static string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => string.Empty,
        string text => text,
        IEnumerable many => string.Join(", ", many.Cast<object>().Select(Text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? string.Empty,
    };
}
