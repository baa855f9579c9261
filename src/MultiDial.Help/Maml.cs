using System.Xml.Linq;

namespace MultiDial.Help;

/// <summary>Writes the form of help that Get-Help reads.</summary>
internal sealed class Maml(Translation translation)
{
    private static readonly XNamespace s_msh = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    internal XDocument Document(IEnumerable<CmdletInfo> cmdlets) => new(
        new XElement(s_msh + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            cmdlets.OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal).Select(Command)));

    private XElement Command(CmdletInfo cmdlet) => new(s_command + "command",
        new XElement(s_command + "details",
            new XElement(s_command + "name", cmdlet.Name),
            new XElement(s_command + "verb", cmdlet.Verb),
            new XElement(s_command + "noun", cmdlet.Noun),
            Description(cmdlet.Synopsis)),
        Description(cmdlet.Description.Length > 0 ? cmdlet.Description : cmdlet.Synopsis),
        new XElement(s_command + "syntax", cmdlet.ParameterSets.Select(parameters =>
            new XElement(s_command + "syntaxItem", new XElement(s_maml + "name", cmdlet.Name), parameters.Select(Parameter).Concat(Switches(cmdlet)).Select(WithoutDescription)))),
        new XElement(s_command + "parameters", cmdlet.Parameters.Select(Parameter), Switches(cmdlet)),
        new XElement(s_command + "inputTypes", cmdlet.Parameters.Where(parameter => parameter.TakesPipeline).Select(parameter =>
            new XElement(s_command + "inputType", Type(parameter.TypeName), Description(parameter.Description)))),
        new XElement(s_command + "returnValues", cmdlet.Outputs.Select(output =>
            new XElement(s_command + "returnValue", Type(output)))),
        new XElement(s_command + "examples", cmdlet.Examples.Select(Example)));

    // The syntax shows no descriptions, and they are the longest part.
    private static XElement WithoutDescription(XElement parameter)
    {
        parameter.Element(s_maml + "description")!.Remove();
        return parameter;
    }

    private XElement Parameter(ParameterInfo parameter) => new(s_command + "parameter",
        new XAttribute("required", parameter.Mandatory ? "true" : "false"),
        new XAttribute("globbing", parameter.Globbing ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.TakesPipeline ? "True (ByValue)" : "False"),
        new XAttribute("position", parameter.Position == int.MaxValue ? "named" : parameter.Position),
        new XAttribute("aliases", parameter.Aliases.Length > 0 ? parameter.Aliases : "none"),
        new XElement(s_maml + "name", parameter.Name),
        Description(parameter.Description),
        parameter.IsSwitch ? null : new XElement(s_command + "parameterValue", new XAttribute("required", "true"), parameter.TypeName),
        Type(parameter.TypeName));

    // The engine gives these two to each cmdlet that asks before it changes something.
    private IEnumerable<XElement> Switches(CmdletInfo cmdlet) => !cmdlet.SupportsShouldProcess ? [] :
    [
        Switch("Confirm", "cf", "Asks before the change is made."),
        Switch("WhatIf", "wi", "Shows the change and makes none."),
    ];

    private XElement Switch(string name, string alias, string description) => new(s_command + "parameter",
        new XAttribute("required", "false"),
        new XAttribute("globbing", "false"),
        new XAttribute("pipelineInput", "False"),
        new XAttribute("position", "named"),
        new XAttribute("aliases", alias),
        new XElement(s_maml + "name", name),
        Description(description),
        Type("SwitchParameter"));

    private static XElement Type(string name) => new(s_dev + "type", new XElement(s_maml + "name", name));

    private XElement Example((string Code, string Remarks) example, int index) => new(s_command + "example",
        new XElement(s_maml + "title", $"{translation.Of("Example")} {index + 1}"),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", Paragraph(example.Remarks)));

    private XElement Description(string text) => new(s_maml + "description", Paragraph(text));

    private XElement Paragraph(string text) => new(s_maml + "para", translation.Of(text));
}
