using System.Management.Automation;
using System.Reflection;
using MultiDial.Commands;

namespace MultiDial.Tests.Conventions;

/// <summary>What every cmdlet has in common, so that who knows one knows all.</summary>
public sealed class CmdletTests
{
    private static readonly string[] s_changing =
        ["Add", "Backup", "Clear", "Complete", "Confirm", "Export", "Install", "Move", "New", "Register", "Remove", "Restart", "Restore", "Set", "Start", "Stop", "Undo", "Unregister"];

    private static readonly string[] s_harmless = ["Get", "Measure", "Resolve", "Test", "Wait"];

    // To begin a transaction is nothing that the router sees.
    private static readonly string[] s_local = ["Start-OpenWrtTransaction"];

    // A line's protocol is one of a few; a rule's is any name of /etc/protocols.
    private static readonly string[] s_typesOfTheirOwn = ["Protocol"];

    // Parameters that name something on the router, besides Name itself.
    private static readonly string[] s_references =
        ["After", "Before", "Device", "Interface", "Member", "Network", "Parent", "Policy", "Session", "SourceInterface", "Zone"];

    public static TheoryData<string> Names => [.. Module.Cmdlets.Select(Module.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_name_is_an_approved_verb_and_a_singular_noun(string name)
    {
        CmdletAttribute attribute = Module.Attribute(Cmdlet(name));
        Assert.Contains(attribute.VerbName, s_changing.Concat(s_harmless));
        Assert.Contains(attribute.VerbName, ApprovedVerbs());
        Assert.Matches("^[A-Z][A-Za-z0-9]*([^s]|us|ss)$", attribute.NounName);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_class_and_its_file_bear_its_name(string name)
    {
        Type cmdlet = Cmdlet(name);
        Assert.Equal(name.Replace("-", string.Empty, StringComparison.Ordinal) + "Command", cmdlet.Name);
        Assert.True(cmdlet.IsSealed);
        string file = Assert.Single(Module.Sources("src/MultiDial"), file => Path.GetFileName(file) == cmdlet.Name + ".cs");
        Assert.Single(File.ReadLines(file), line => line.StartsWith("[Cmdlet(", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_what_it_gives_and_that_cannot_be_derived_from(string name)
    {
        Type[] outputs = [.. Module.Outputs(Cmdlet(name))];
        Assert.NotEmpty(outputs);
        Assert.All(outputs, type => Assert.True(type.IsSealed, type.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_can_be_tried_first_exactly_if_it_changes_something(string name)
    {
        CmdletAttribute attribute = Module.Attribute(Cmdlet(name));
        Assert.Equal(s_changing.Contains(attribute.VerbName) && !s_local.Contains(name), attribute.SupportsShouldProcess);
        Assert.Equal(attribute.SupportsShouldProcess ? ConfirmImpact.Medium : ConfirmImpact.None, attribute.ConfirmImpact);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_takes_sessions_and_the_pipeline_as_all_do(string name)
    {
        Type cmdlet = Cmdlet(name);
        Assert.Equal(!name.EndsWith("-OpenWrtSession", StringComparison.Ordinal), cmdlet.IsSubclassOf(typeof(RouterCommand)));
        Assert.InRange(Module.Parameters(cmdlet).Count(FromPipeline), 0, 1);
        if (cmdlet.IsSubclassOf(typeof(RouterCommand)))
        {
            PropertyInfo session = cmdlet.GetProperty("Session")!;
            Assert.Equal(typeof(OpenWrtSession[]), session.PropertyType);
            Assert.Contains("Router", session.GetCustomAttribute<AliasAttribute>()!.AliasNames);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_its_first_two_parameters_have_a_place(string name)
    {
        int[] places = [.. Module.Parameters(Cmdlet(name)).Select(property => property.GetCustomAttribute<ParameterAttribute>()!.Position).Where(place => place != int.MinValue).Order()];
        Assert.Equal(Enumerable.Range(0, places.Length), places);
        Assert.InRange(places.Length, 0, 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_parameters_say_what_they_mean_by_their_types(string name)
    {
        Assert.All(Module.Parameters(Cmdlet(name)), parameter =>
        {
            Assert.True(parameter.PropertyType != typeof(bool), $"{parameter.Name}: a switch, or bool? if it can be unset.");
            Assert.False(IsText(parameter) && IsSecret(parameter.Name), $"{parameter.Name}: SecureString or PSCredential.");
            Assert.False(IsText(parameter) && IsDuration(parameter.Name), $"{parameter.Name}: TimeSpan.");
            Assert.Matches("^[A-Z][A-Za-z0-9]*$", parameter.Name);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_names_something_on_the_router_completes(string name)
    {
        bool makesIt = Module.Attribute(Cmdlet(name)).VerbName is "New" or "Add";
        IEnumerable<PropertyInfo> references = Module.Parameters(Cmdlet(name)).Where(parameter =>
            s_references.Contains(parameter.Name) || (parameter.Name == "Name" && !makesIt && !name.EndsWith("OpenWrtPackage", StringComparison.Ordinal)));
        Assert.All(references, parameter => Assert.True(parameter.IsDefined(typeof(ArgumentCompleterAttribute)), parameter.Name));
    }

    [Fact]
    public void A_parameter_has_the_same_type_in_all_cmdlets()
    {
        var kinds = Module.Cmdlets.SelectMany(Module.Parameters)
            .Where(parameter => !s_typesOfTheirOwn.Contains(parameter.Name))
            .GroupBy(parameter => parameter.Name, Module.ValueType, StringComparer.OrdinalIgnoreCase);
        Assert.All(kinds, kind => Assert.True(kind.Distinct().Count() == 1, $"{kind.Key}: {string.Join(", ", kind.Distinct())}"));
    }

    private static Type Cmdlet(string name) => Module.Cmdlets.Single(cmdlet => Module.Name(cmdlet) == name);

    private static bool FromPipeline(PropertyInfo parameter) => parameter.GetCustomAttribute<ParameterAttribute>()!.ValueFromPipeline;

    private static bool IsText(PropertyInfo parameter) => Module.ValueType(parameter) == typeof(string);

    private static bool IsSecret(string name) => name.Contains("Password", StringComparison.Ordinal) || name.Contains("Passphrase", StringComparison.Ordinal);

    private static bool IsDuration(string name) => name.EndsWith("Timeout", StringComparison.Ordinal) || name.EndsWith("Interval", StringComparison.Ordinal);

    private static IEnumerable<string> ApprovedVerbs() =>
        new[] { typeof(VerbsCommon), typeof(VerbsLifecycle), typeof(VerbsDiagnostic), typeof(VerbsData) }
            .SelectMany(group => group.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(verb => (string)verb.GetRawConstantValue()!);
}
