using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MultiDial.Tests.Conventions;

/// <summary>The views of the output types, as PowerShell reads and shows them.</summary>
public sealed partial class ViewTests
{
    private const int MaxColumns = 100;

    private static readonly (string Type, PSControl Control)[] s_views = [.. Read()];

    public static TheoryData<string> Types => [.. Module.OutputTypes.Select(type => type.Name)];

    public static TheoryData<string> Tables => [.. s_views.Where(view => view.Control is TableControl).Select(view => view.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void An_output_type_has_a_view(string type) => Assert.Contains(s_views, view => view.Type == type);

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_fits_its_console(string type)
    {
        using var engine = NewEngine();
        string table = (string)engine.Run($"[pscustomobject]@{{ PSTypeName = 'MultiDial.{type}'; Name = 'sample' }} | Format-Table | Out-String -Width {MaxColumns}").Single().BaseObject;
        string[] lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^[- ]+$", lines[1]);
        var control = (TableControl)s_views.Single(view => view.Type == type && view.Control is TableControl).Control;
        string[] labels = [.. control.Headers.Select(header => header.Label)];
        Assert.Equal(labels, lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(labels, Entries(control).Select(entry => Assert.Single(Properties(entry))));
        Assert.All(control.Headers.SkipLast(1), header => Assert.True(header.Width > 0, header.Label));
    }

    [Fact]
    public void Every_property_of_a_view_exists() => Assert.All(s_views, view =>
    {
        Type type = typeof(OpenWrtSession).Assembly.GetType("MultiDial." + view.Type, throwOnError: true)!;
        Assert.All(Entries(view.Control).SelectMany(Properties), property => Assert.True(type.GetProperty(property) is not null, $"{type.Name}.{property}"));
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void A_list_lacks_no_property_but_a_second_name(string type)
    {
        PSControl? list = s_views.SingleOrDefault(view => view.Control is ListControl && view.Type == type).Control;
        if (list is null)
        {
            Assert.Equal(nameof(OpenWrtSession), type);
            return;
        }

        IEnumerable<string> all = Module.OutputTypes.Single(output => output.Name == type).GetProperties().Select(property => property.Name);
        Assert.Subset(new HashSet<string>(["Name"]), all.Except(Entries(list).SelectMany(Properties)).ToHashSet());
    }

    [GeneratedRegex(@"\$_\.(\w+)")]
    private static partial Regex Member();

    private static Engine NewEngine()
    {
        var engine = new Engine();
        engine.Run($"Update-FormatData -AppendPath '{Module.PathOf("bin", "MultiDial.Format.ps1xml")}' -ErrorAction Stop");
        Assert.Empty(engine.Errors);
        return engine;
    }

    private static IEnumerable<(string Type, PSControl Control)> Read()
    {
        using Engine engine = NewEngine();
        return engine.Run("Get-FormatData MultiDial.*").Select(item => (ExtendedTypeDefinition)item.BaseObject)
            .SelectMany(type => type.FormatViewDefinition, (type, view) => (type.TypeName.Replace("MultiDial.", string.Empty, StringComparison.Ordinal), view.Control));
    }

    private static IEnumerable<DisplayEntry> Entries(PSControl view) => view switch
    {
        TableControl table => table.Rows.SelectMany(row => row.Columns).Select(column => column.DisplayEntry),
        ListControl list => list.Entries.SelectMany(entry => entry.Items).Select(item => item.DisplayEntry),
        _ => throw new InvalidOperationException($"{view} is neither a table nor a list."),
    };

    private static IEnumerable<string> Properties(DisplayEntry entry) => entry.ValueType == DisplayEntryValueType.Property
        ? [entry.Value]
        : Member().Matches(entry.Value).Select(match => match.Groups[1].Value);
}
