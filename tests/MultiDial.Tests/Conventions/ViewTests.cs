using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MultiDial.Tests.Conventions;

/// <summary>The views of the output types.</summary>
public sealed partial class ViewTests
{
    private const int MaxColumns = 100;

    private static readonly XElement[] s_views =
        [.. XDocument.Load(Module.PathOf("bin", "MultiDial.Format.ps1xml")).Descendants("View")];

    public static TheoryData<string> Types => [.. Module.OutputTypes.Select(type => type.Name)];

    public static TheoryData<string> Tables => [.. s_views.Where(IsTable).Select(TypeName)];

    [Theory]
    [MemberData(nameof(Types))]
    public void An_output_type_has_a_view(string type) => Assert.Contains(s_views, view => TypeName(view) == type);

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_fits_its_console(string type)
    {
        XElement table = s_views.Single(view => IsTable(view) && TypeName(view) == type);
        XElement[] headers = [.. table.Descendants("TableColumnHeader")];
        Assert.Equal(headers.Length, table.Descendants("TableColumnItem").Count());
        Assert.InRange(headers.Sum(Width) + headers.Length - 1, 1, MaxColumns);
        Assert.All(headers.SkipLast(1), header => Assert.NotNull(header.Element("Width")));
        Assert.All(headers, header => Assert.True(Width(header) >= header.Element("Label")!.Value.Length, header.Value));
        Assert.Equal(headers.Select(header => header.Element("Label")!.Value), table.Descendants("TableColumnItem").Select(item => Assert.Single(Properties(item))));
    }

    [Fact]
    public void Every_property_of_a_view_exists() => Assert.All(s_views, view =>
    {
        Type type = Module.Assembly.GetType("MultiDial." + TypeName(view), throwOnError: true)!;
        Assert.All(Properties(view), property => Assert.True(type.GetProperty(property) is not null, $"{type.Name}.{property}"));
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void A_list_lacks_no_property_but_a_second_name(string type)
    {
        XElement? list = s_views.SingleOrDefault(view => !IsTable(view) && TypeName(view) == type);
        if (list is null)
        {
            Assert.Equal(nameof(OpenWrtSession), type);
            return;
        }

        IEnumerable<string> all = Module.OutputTypes.Single(output => output.Name == type).GetProperties().Select(property => property.Name);
        Assert.Subset(new HashSet<string>(["Name"]), all.Except(Properties(list)).ToHashSet());
    }

    [GeneratedRegex(@"\$_\.(\w+)")]
    private static partial Regex Member();

    private static bool IsTable(XElement view) => view.Element("TableControl") is not null;

    private static string TypeName(XElement view) => view.Descendants("TypeName").Single().Value.Replace("MultiDial.", string.Empty, StringComparison.Ordinal);

    private static int Width(XElement header) => (int?)header.Element("Width") ?? header.Element("Label")!.Value.Length;

    private static IEnumerable<string> Properties(XElement view) =>
        view.Descendants("PropertyName").Select(name => name.Value)
            .Concat(view.Descendants("ScriptBlock").SelectMany(script => Member().Matches(script.Value)).Select(match => match.Groups[1].Value));
}
