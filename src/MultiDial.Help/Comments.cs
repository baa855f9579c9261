using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MultiDial.Help;

/// <summary>The comments that the compiler collected.</summary>
internal sealed partial class Comments(IEnumerable<XDocument> documents)
{
    private readonly Dictionary<string, XElement> _members = documents.SelectMany(document => document.Descendants("member"))
        .DistinctBy(member => member.Attribute("name")!.Value).ToDictionary(member => member.Attribute("name")!.Value);

    internal XElement? Of(Type type) => _members.GetValueOrDefault("T:" + type.FullName);

    internal XElement? Of(PropertyInfo property)
    {
        Type declaring = property.DeclaringType!;
        string owner = declaring.IsGenericType ? declaring.GetGenericTypeDefinition().FullName! : declaring.FullName!;
        return _members.GetValueOrDefault($"P:{owner}.{property.Name}");
    }

    internal XElement? Of(FieldInfo field) => _members.GetValueOrDefault($"F:{field.DeclaringType!.FullName}.{field.Name}");

    /// <summary>A comment as plain text: references become the last part of their name.</summary>
    internal static string Text(XElement? element) =>
        element is null ? string.Empty : Spaces().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => (see.Attribute("cref") ?? see.Attribute("langword"))!.Value.Split('.', ':')[^1],
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => string.Empty,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
