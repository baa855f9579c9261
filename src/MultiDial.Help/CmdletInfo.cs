using System.Reflection;
using System.Xml.Linq;

namespace MultiDial.Help;

/// <summary>What the help says of a cmdlet.</summary>
internal sealed class CmdletInfo
{
    private const string CmdletAttribute = "System.Management.Automation.CmdletAttribute";
    private readonly XElement? _comment;

    internal CmdletInfo(Type type, Comments comments)
    {
        CustomAttributeData attribute = Attribute(type.GetCustomAttributesData(), CmdletAttribute)!;
        Verb = (string)attribute.ConstructorArguments[0].Value!;
        Noun = (string)attribute.ConstructorArguments[1].Value!;
        SupportsShouldProcess = attribute.NamedArguments.Any(argument => argument is { MemberName: "SupportsShouldProcess", TypedValue.Value: true });
        _comment = comments.Of(type);
        Parameters = [.. type.GetProperties()
            .Select(property => (Property: property, Attribute: Attribute(property.GetCustomAttributesData(), "System.Management.Automation.ParameterAttribute")))
            .Where(parameter => parameter.Attribute is not null)
            .Select(parameter => new ParameterInfo(parameter.Property, parameter.Attribute!, Comments.Text(comments.Of(parameter.Property)?.Element("summary"))))
            .OrderBy(parameter => parameter.Position).ThenBy(parameter => parameter.Name, StringComparer.Ordinal)];
        Outputs = [.. type.GetCustomAttributesData()
            .Where(data => data.AttributeType.FullName == "System.Management.Automation.OutputTypeAttribute")
            .SelectMany(data => (IEnumerable<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(argument => ((Type)argument.Value!).FullName!)];
    }

    internal string Verb { get; }

    internal string Noun { get; }

    internal string Name => $"{Verb}-{Noun}";

    internal bool SupportsShouldProcess { get; }

    internal string Synopsis => Comments.Text(_comment?.Element("summary"));

    internal string Description => Comments.Text(_comment?.Element("remarks"));

    internal IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>The parameters that go together; those without a set go with all.</summary>
    internal IEnumerable<IEnumerable<ParameterInfo>> ParameterSets => Parameters.Select(parameter => parameter.Set).OfType<string>().Distinct() is var sets && sets.Any()
        ? sets.Select(set => Parameters.Where(parameter => parameter.Set is null || parameter.Set == set))
        : [Parameters];

    internal IReadOnlyList<string> Outputs { get; }

    internal IEnumerable<(string Code, string Remarks)> Examples =>
        (_comment?.Elements("example") ?? []).Select(example => (Code(example.Element("code")), Comments.Text(example.Element("para"))));

    internal static bool IsCmdlet(Type type) => !type.IsAbstract && Attribute(type.GetCustomAttributesData(), CmdletAttribute) is not null;

    private static CustomAttributeData? Attribute(IList<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(data => data.AttributeType.FullName == name);

    private static string Code(XElement? code) =>
        string.Join('\n', (code?.Value ?? string.Empty).Trim('\n', ' ').Split('\n').Select(line => line.Trim()));
}

/// <summary>What the help says of a parameter.</summary>
internal sealed class ParameterInfo(PropertyInfo property, CustomAttributeData attribute, string description)
{
    internal string Name => property.Name;

    internal string Description => description;

    internal int Position { get; } = Argument(attribute, "Position") as int? ?? int.MaxValue;

    /// <summary>The parameter set; null where it is in all.</summary>
    internal string? Set { get; } = Argument(attribute, "ParameterSetName") as string;

    internal bool Mandatory { get; } = Argument(attribute, "Mandatory") is true;

    internal bool TakesPipeline { get; } = Argument(attribute, "ValueFromPipeline") is true;

    internal bool Globbing { get; } = Has(property, "SupportsWildcardsAttribute");

    internal string Aliases { get; } = string.Join(", ", property.GetCustomAttributesData()
        .Where(data => data.AttributeType.Name == "AliasAttribute")
        .SelectMany(data => (IEnumerable<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
        .Select(alias => (string)alias.Value!));

    internal bool IsSwitch => property.PropertyType.Name == "SwitchParameter";

    /// <summary>The type's short name; for an enumeration its words, which is what one types.</summary>
    internal string TypeName
    {
        get
        {
            Type type = property.PropertyType;
            type = type.IsGenericType && type.Name == "Nullable`1" ? type.GetGenericArguments()[0] : type;
            return type.IsEnum ? string.Join(" | ", type.GetEnumNames()) : type.Name;
        }
    }

    private static object? Argument(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    private static bool Has(PropertyInfo property, string name) => property.GetCustomAttributesData().Any(data => data.AttributeType.Name == name);
}
