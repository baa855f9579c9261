using System.Management.Automation;
using System.Management.Automation.Language;
using System.Xml.Linq;

namespace MultiDial.Tests.Conventions;

/// <summary>The help that is made from the comments of the source.</summary>
public sealed class HelpTests
{
    private const int MaxSynopsis = 160;
    private static readonly string[] s_switches = ["WhatIf", "Confirm"];
    private static readonly string[] s_common = [.. Cmdlet.CommonParameters];

    private static readonly Dictionary<string, XElement> s_commands = XDocument.Load(Module.PathOf("en-US", "MultiDial.dll-Help.xml"))
        .Root!.Elements().ToDictionary(command => Named(command, "details").First().Elements().First(element => element.Name.LocalName == "name").Value);

    public static TheoryData<string> Names => [.. Module.Cmdlets.Select(Module.Name)];

    [Fact]
    public void Every_cmdlet_has_help() => Assert.Equal(Module.Cmdlets.Select(Module.Name), s_commands.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_what_the_cmdlet_does(string name)
    {
        string synopsis = Text(Named(s_commands[name], "details").First(), "description");
        Assert.Matches(@"^[A-Z].*\.$|^mwan3.*\.$", synopsis);
        Assert.InRange(synopsis.Length, 10, MaxSynopsis);
        Assert.NotEmpty(Text(s_commands[name], "description"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_describes_every_parameter_and_no_other(string name)
    {
        XElement[] described = [.. Named(s_commands[name], "parameters").Elements()];
        Assert.Equal(ParameterNames(name).Order(StringComparer.Ordinal), described.Select(parameter => Text(parameter, "name")).Order(StringComparer.Ordinal));
        Assert.All(described, parameter => Assert.Matches(@"^\S.{8,}[.)]$", Text(parameter, "description")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_two_examples_that_use_it_with_parameters_that_exist(string name)
    {
        XElement[] examples = [.. Named(s_commands[name], "example")];
        Assert.True(examples.Length >= 2, $"{name} has {examples.Length}.");
        Assert.All(examples, example =>
        {
            string code = Text(example, "code");
            Assert.NotEmpty(Text(example, "remarks"));
            ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
            Assert.Empty(errors);
            CommandAst[] calls = [.. script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()];
            Assert.Contains(calls, call => call.GetCommandName() == name);
            Assert.All(calls.Where(call => s_commands.ContainsKey(call.GetCommandName())), Exists);
        });
    }

    private static void Exists(CommandAst call) =>
        Assert.All(call.CommandElements.OfType<CommandParameterAst>(), parameter =>
            Assert.Contains(parameter.ParameterName, ParameterNames(call.GetCommandName()).Concat(s_common)));

    private static IEnumerable<string> ParameterNames(string name)
    {
        Type cmdlet = Module.Cmdlets.Single(cmdlet => Module.Name(cmdlet) == name);
        return Module.Parameters(cmdlet).Select(parameter => parameter.Name).Concat(Module.Attribute(cmdlet).SupportsShouldProcess ? s_switches : []);
    }

    private static IEnumerable<XElement> Named(XElement parent, string name) => parent.Descendants().Where(element => element.Name.LocalName == name);

    private static string Text(XElement parent, string child) => parent.Elements().First(element => element.Name.LocalName == child).Value.Trim();
}
