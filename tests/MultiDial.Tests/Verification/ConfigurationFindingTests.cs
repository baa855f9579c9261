namespace MultiDial.Tests.Verification;

/// <summary>Each fault is found, by its name, and nothing else is; what the finding recommends makes it go away.</summary>
public sealed class ConfigurationFindingTests
{
    public static TheoryData<string> Faults => [.. FaultyRouters.All.Keys];

    public static TheoryData<string> Harmless => [.. HarmlessRouters.All.Keys];

    [Fact]
    public void A_router_on_which_all_is_well_has_no_finding()
    {
        using CheckedRouter router = new();
        Assert.Equal([], Lines(router.Test()));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_found_and_cured_by_what_is_recommended(string name)
    {
        Fault fault = FaultyRouters.All[name];
        using CheckedRouter router = new(fault.Edits);
        ConfigurationFinding[] findings = router.Test();
        Assert.Equal(fault.Findings, findings.Select(finding => $"{finding.Severity} {finding.Id} {finding.Target}"));
        Assert.All(findings, finding => Assert.Matches(@"\A(?:\p{Lu}|mwan3|miniupnpd|ip6?tables).*\.\z", finding.Message));
        Array.ForEach(findings, finding => router.Paste(finding.RecommendedAction));
        Assert.Equal([], Lines(router.Test()));
    }

    [Fact]
    public void Of_two_rules_for_the_same_the_one_stays_that_leads_to_the_lines()
    {
        using CheckedRouter router = new(FaultyRouters.All["a rule of no line takes what is for the lines"].Edits);
        router.Paste(Assert.Single(router.Test()).RecommendedAction);
        Assert.Contains("rule 'default_rule'", router.Parts["config/mwan3"], StringComparison.Ordinal);
        Assert.DoesNotContain("rule 'first'", router.Parts["config/mwan3"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_only_looks_like_a_fault_is_none(string name)
    {
        using CheckedRouter router = new(HarmlessRouters.All[name]);
        Assert.Equal([], Lines(router.Test()));
    }

    [Fact]
    public void A_finding_fits_a_prompt_of_80_columns_and_its_remedy_is_in_the_list()
    {
        using CheckedRouter router = new(FaultyRouters.All["line in zone lan"].Edits);
        string prepare = $"Update-FormatData -AppendPath '{Conventions.Module.PathOf("bin", "MultiDial.Format.ps1xml")}'; $PSStyle.OutputRendering = 'PlainText'; ";
        string[] table = Shown(prepare + "Test-MultiDialConfiguration | Out-String -Width 80 -Stream");
        Assert.StartsWith("Severity    Target          Message", table[0], StringComparison.Ordinal);
        Assert.All(table, line => Assert.InRange(line.TrimEnd().Length, 1, 80));
        Assert.EndsWith("the internet reaches what is inside.", string.Join(' ', string.Join(' ', table).Split(' ', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("RecommendedAction : Set-WanInterface wan2 -Zone wan", Shown("Test-MultiDialConfiguration | Format-List | Out-String -Width 120 -Stream"));

        string[] Shown(string script) => [.. router.Run(script).Select(line => line.ToString().TrimEnd()).Where(line => line.Length > 0)];
    }

    [Fact]
    public void Every_id_has_a_fault() =>
        Assert.Equal(Enum.GetNames<FindingId>().Order(), FaultyRouters.All.Values.Concat(SystemFindingTests.Faults.Values).SelectMany(fault => fault.Findings).Select(finding => finding.Split(' ')[1]).Distinct().Order());

    private static string[] Lines(IEnumerable<ConfigurationFinding> findings) => [.. findings.Select(finding => $"{finding.Id} {finding.Target}: {finding.Message} {finding.RecommendedAction}")];
}
