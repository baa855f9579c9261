using System.Text.RegularExpressions;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Testing;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Scripts;

/// <summary>What holds for all scripts: several of them run in one shell, where the last one of two with the same name would win.</summary>
public sealed class ScriptRuleTests
{
    // What the module sets before anything else, and what the shell and hotplug know by these names.
    private static readonly string[] s_given = ["SSH_CONNECTION", "ACTION", "INTERFACE", "DEVICE", "IFS"];

    // Functions of the router's own for reading its configuration.
    private static readonly string[] s_ofRouter = ["config_load", "config_foreach", "config_get", "config_get_bool"];

    // The guard calls what the script that uses it defines.
    private static readonly string[] s_hooks = ["guard_roll_back", "guard_check", "guard_boot_lines", "guard_after_rollback", "guard_after_confirm"];

    public static TheoryData<string> Names => [.. ScriptLibrary.Names];

    [Fact]
    public void There_are_scripts_and_each_has_a_prefix_of_its_own()
    {
        Assert.NotEmpty(ShellSource.All);
        Assert.All(ShellSource.All, script => Assert.NotEqual("", script.Prefix));
        Assert.Distinct(ShellSource.All.Select(script => script.Prefix));
        Assert.Distinct(ShellSource.All.SelectMany(script => script.Functions));
        Assert.DoesNotContain(ShellSource.All, script => script.Prefix.StartsWith("mwan3", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_functions_and_global_variables_bear_its_prefix(string name)
    {
        ShellSource script = Source(name);
        Assert.NotEmpty(script.Functions);
        Assert.All(script.Functions.Except(script.Upstream), function => Assert.True(Owner(function) == script, $"{function} in {name}.sh"));
        Assert.All(Globals(script), variable => Assert.True(Owner(variable) == script && !variable.Any(char.IsAsciiLetterLower), $"{variable} in {name}.sh"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_needs_what_it_says_that_it_needs(string name)
    {
        ShellSource script = Source(name);
        string[] defined = [.. ShellSource.All.SelectMany(other => other.Functions.Except(other.Upstream).Concat(Globals(other)))];
        string[] used = [.. script.Mentioned.Where(defined.Contains).Select(word => Owner(word)!.Name).Where(other => other != name).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(used, ScriptLibrary.NeedsOf(name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_calls_no_function_that_there_is_not(string name)
    {
        ShellSource script = Source(name);
        string[] functions = [.. ShellSource.All.SelectMany(other => other.Functions), .. s_hooks];
        string[] prefixes = [.. ShellSource.All.Select(other => other.Prefix)];
        Assert.Empty(Regex.Matches(script.Code, @"(?:^|[\s;(!|&""])([a-z]+(?:_[a-z0-9]+)+)(?=$|[\s;)""])", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value)
            .Where(word => prefixes.Contains(word.Split('_')[0]) && !s_ofRouter.Contains(word))
            .Except(functions));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_stands_with_what_it_needs_before_it(string name)
    {
        IReadOnlyList<string> ordered = ScriptLibrary.WithNeeds(name);
        Assert.Equal(name, ordered[^1]);
        Assert.Distinct(ordered);
        Assert.All(ordered, (script, index) => Assert.Subset(ordered.Take(index).ToHashSet(), ScriptLibrary.NeedsOf(script).ToHashSet()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    [InlineData("multidial-watch")]
    public async Task Shellcheck_has_nothing_to_say(string name)
    {
        await DebianPackages.RequireForScriptsAsync(TestContext.Current.CancellationToken);
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, name == "multidial-watch" ? ScriptLibrary.Text(name) : string.Concat(ScriptLibrary.WithNeeds(name).Select(ScriptLibrary.Text)), TestContext.Current.CancellationToken);

        // dash has `local` too. SC2015: A && B || C is written where C is meant for the failure of either.
        (int status, string output) = await Tool.TryAsync("shellcheck", "--shell=dash", "--exclude=SC2015", file);
        File.Delete(file);
        Assert.True(status == 0, output);
    }

    [Fact]
    public void The_words_for_states_and_failures_are_the_modules() => Assert.DoesNotContain(
        ShellSource.All, script => Regex.IsMatch(script.Code, @"apply_fail [^""$]|apply_fail ""(?!\$FAILED_)|\bguard_end \S+ (?!""\$SAID_)\S|\b(rolledback|rolled_back|unknown)\b"));

    // Anybody can make first what is used there. The folder of uci is made at boot.
    [Fact]
    public void No_script_uses_a_name_in_tmp() => Assert.DoesNotContain(ShellSource.All, script => Regex.IsMatch(script.Text, @"/tmp/(?!\.uci/)"));

    [Fact]
    public void The_router_is_not_asked_in_two_ways_for_the_same() =>
        Assert.DoesNotContain(ShellSource.All, script => Regex.IsMatch(script.Code, @"ubus call[^|\n]*\| *(grep|sed|awk)"));

    [Fact]
    public void Guard_and_steps_know_neither_mwan3_nor_the_watch() =>
        Assert.All(["guard", "apply", "config"], name => Assert.DoesNotMatch("mwan3|watch", Source(name).Code));

    private static ShellSource Source(string name) => ShellSource.All.Single(script => script.Name == name);

    // The longest prefix that fits: mw_procd_rules is not one of mw.
    private static ShellSource? Owner(string name) => ShellSource.All.Where(script => script.Owns(name)).MaxBy(script => script.Prefix.Length);

    // What is set outside of functions, and in them without being local.
    private static IEnumerable<string> Globals(ShellSource script)
    {
        (string Function, string Body)[] bodies = [.. script.Bodies];
        string outside = bodies.Aggregate(script.Code, (code, body) => code.Replace(body.Body, "", StringComparison.Ordinal));
        return bodies.SelectMany(body => ShellSource.SetIn(body.Body).Except(ShellSource.LocalsOf(body.Body)))
            .Concat(ShellSource.SetIn(outside)).Distinct().Except(s_given).Except(script.Upstream);
    }
}
