using System.Text.RegularExpressions;
using MultiDial.Testing;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Guard;

/// <summary>
/// The models of the guard's protocol, searched to their ends by Spin: whatever is killed, hangs or loses its power, and in
/// whichever order it all happens. What was wrong with the protocol that was there before is found in a model of that one,
/// and each precaution of the new one has something that it is there for.
/// </summary>
public sealed partial class ProtocolTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("CLIENTS=1 CRASHES=1 ORPHANS=1 TROUBLES=1 HANGS=1")]
    [InlineData("CLIENTS=1 CRASHES=0 ORPHANS=0 CUTS=2")]
    [InlineData("CLIENTS=1 CRASHES=1 ORPHANS=0 CUTS=1")]
    [InlineData("CLIENTS=1 CRASHES=1 ORPHANS=0 HOLDS=1 ASKERS=2 ASKS=2")]
    [InlineData("CLIENTS=2 CRASHES=0 ORPHANS=0")]
    public async Task Nothing_is_found_in_the_protocol(string faults)
    {
        string found = await SearchAsync("guard", faults, "");
        Assert.Contains("errors: 0", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Search not completed", found, StringComparison.Ordinal);
        Assert.DoesNotContain("max search depth too small", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CLIENTS=1", "NO_OUTCOME_FIRST", "files_mixed")]
    [InlineData("CLIENTS=1", "NO_FOLDER_AT_ONCE", "two_at_work")]
    [InlineData("CLIENTS=1", "NO_CLAIM_OF_FIRST", "confirmed_change_is_gone")]
    [InlineData("CLIENTS=1", "NO_SECOND_LOOK", "confirmed_change_is_gone")]
    [InlineData("CLIENTS=1 ASKS=2", "NO_SECOND_LOOK_AT_VERDICT", "confirmed_change_is_gone")]
    [InlineData("CLIENTS=1 CRASHES=0 ORPHANS=0 TROUBLES=1", "NO_DEAFNESS_AT_REST", "two_at_work")]
    [InlineData("CLIENTS=1 TROUBLES=1 HANGS=1", "NO_WATCH_AFTER_VERDICT", "turn_held_for_ever")]
    [InlineData("CLIENTS=1 CRASHES=0 ORPHANS=0 CUTS=2", "NO_OLD_FIRST_AT_BOOT", "files_mixed")]
    [InlineData("CLIENTS=1 ORPHANS=0 CUTS=1 ASKS=2", "NO_SYNC_IN_SETTLE", "confirmed_change_is_gone")]
    [InlineData("CLIENTS=1 CRASHES=0 ORPHANS=0 HOLDS=1 ASKERS=2 ASKS=2", "NO_LIST_BEFORE_HOLD", "no_time_left")]
    [InlineData("CLIENTS=1 CRASHES=0 ORPHANS=0 HOLDS=1 ASKERS=2 ASKS=3", "NO_LINK_OF_ONES_OWN", "no_time_left")]
    public async Task Each_precaution_is_needed(string faults, string without, string claim) =>
        Assert.Contains($"assertion violated  !({claim})", await SearchAsync("guard", $"{faults} {without}", ""), StringComparison.Ordinal);

    [Theory]
    [InlineData("A1 CLIENTS=2", "guard_lost")]
    [InlineData("A4", "denied_change_stays")]
    [InlineData("A5", "files_mixed")]
    [InlineData("A12", "denied_change_comes")]
    public async Task What_was_wrong_with_the_old_protocol_is_found(string fault, string claim) =>
        Assert.Contains($"assertion violated  !({claim})", await SearchAsync("old-guard", fault, "-E"), StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_is_found_in_the_old_protocol_where_nothing_goes_wrong() =>
        Assert.Contains("errors: 0", await SearchAsync("old-guard", "CLIENTS=2", "-E"), StringComparison.Ordinal);

    // On what other tests leave of the processors. Optimizing takes the compiler longer than it spares the search.
    private async Task<string> SearchAsync(string model, string definitions, string options)
    {
        await DebianPackages.RequireForProtocolAsync(TestContext.Current.CancellationToken);
        string folder = Directory.CreateTempSubdirectory("multidial-protocol").FullName;
        try
        {
            string file = Path.Combine(AppContext.BaseDirectory, "Protocol", model + ".pml"), defined = string.Join(' ', definitions.Split(' ').Select(one => "-D" + one));
            string found = await Tool.RunAsync("nice", "-n", "19", "sh", "-c",
                $"cd '{folder}' && spin -a {defined} '{file}' && gcc -O0 -w -DSAFETY -DCOLLAPSE -DVECTORSZ=512 -o pan pan.c && ./pan {options} -m200000 -w22");
            output.WriteLine($"{States().Match(found).Groups[1].Value} states");
            return found;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"(\d+) states, stored")]
    private static partial Regex States();
}
