using System.Net;
using System.Text.RegularExpressions;

namespace MultiDial.Tests.Conformance;

/// <summary>A lab router with the tutorial's two lines, and commands recorded on a real one to compare it with.</summary>
internal sealed partial class Mwan3Router(Testing.Lab lab) : IDisposable
{
    /// <summary>The leases of wan and wan2 in the records.</summary>
    private const string RecordedWan = "100.64.0.186";
    private const string RecordedWan2 = "100.64.0.171";

    /// <summary>Written to the log when a configuration is in force: what stands before it is of earlier tests.</summary>
    private const string LogMark = "mwan3: in force";

    /// <summary>How long the router may take for what the record waited for.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(60);

    private RouterShell _shell = new(lab);
    private string _wan = "";
    private string _wan2 = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    internal IPAddress Wan => IPAddress.Parse(_wan);

    internal IPAddress Wan2 => IPAddress.Parse(_wan2);

    public void Dispose() => _shell.Dispose();

    /// <summary>Dials the second line and installs mwan3, which is then stopped and has the tutorial's configuration in a file.</summary>
    internal async Task SetUpAsync()
    {
        await RunAsync("""
            set -e
            opkg update >/dev/null
            opkg install kmod-macvlan mwan3 >/dev/null 2>&1
            /etc/init.d/mwan3 stop
            uci -q batch <<EOF
            set network.veth0=device
            set network.veth0.name=veth0
            set network.veth0.ifname=eth0.2
            set network.veth0.type=macvlan
            set network.veth0.macaddr=52:54:00:bb:00:02
            set network.wan.metric=10
            set network.wan2=interface
            set network.wan2.device=veth0
            set network.wan2.proto=dhcp
            set network.wan2.metric=20
            add_list firewall.@zone[1].network=wan2
            commit
            EOF
            /etc/init.d/network reload
            reload_config
            """);
        await PutAsync("/tmp/mwan3.two", Recording.Text("06-mwan3-two-lines.conf"));
        await Poll.UntilAsync(HasTwoDefaultRoutesAsync, s_settled, "two default routes");
        _wan = await RunAsync("ip -4 -o addr show dev eth0.2 | sed 's/.*inet \\([0-9.]*\\).*/\\1/'");
        _wan2 = await RunAsync("ip -4 -o addr show dev veth0 | sed 's/.*inet \\([0-9.]*\\).*/\\1/'");
    }

    /// <summary>Puts the tutorial's mwan3 configuration in force, after more changes to it, and waits until both lines carry traffic.</summary>
    internal async Task BalanceAsync(string changes = "")
    {
        await StopAsync();
        await RunAsync($"uci import mwan3 </tmp/mwan3.two; {changes} uci commit mwan3; mwan3 start");
        await WaitForAsync("wan", "online");
        await WaitForAsync("wan2", "online");
        await WaitUntilBothCarryAsync();
        await RunAsync("logger -t mwan3 in force");
    }

    /// <summary>Stops mwan3; the network is as <see cref="SetUpAsync"/> left it, whatever the tests did to it.</summary>
    internal async Task StopAsync()
    {
        await lab.Isp.UnblockClientAsync(Wan2, Cancelled);
        await PutAsync("/tmp/mwan3.two", Recording.Text("06-mwan3-two-lines.conf"));
        await RunAsync("mwan3 stop; uci set network.wan.metric=10; uci set network.wan2.metric=20; uci commit network; /etc/init.d/network reload");
        await Poll.UntilAsync(HasTwoDefaultRoutesAsync, s_settled, "two default routes");
    }

    /// <summary>A line that counts as online carries traffic only when mwan3rtmon, which starts last, has made and filled its table.</summary>
    internal Task WaitUntilBothCarryAsync() => Poll.UntilAsync(
        async () => (await RunAsync("{ ip route show table 1 default; ip route show table 2 default; } 2>/dev/null || true")).Count(c => c == '\n') == 1,
        s_settled,
        "both tables have a default route");

    /// <summary>Lets the router reboot, and waits until it has done so.</summary>
    internal async Task RebootAsync(Func<Task> reboot)
    {
        int boots = lab.Router.Boots;
        await reboot();
        await Poll.UntilAsync(() => lab.Router.Boots > boots, s_settled, "the router starts again");
        await lab.Router.WaitUntilReadyAsync(s_settled, Cancelled);
        _shell.Dispose();
        _shell = new RouterShell(lab);
    }

    /// <summary>Runs a command that must succeed, and returns its output without the line ends around it.</summary>
    internal async Task<string> RunAsync(string command) => (await lab.Router.RunAsync(command, Cancelled)).Require().Trim('\n');

    internal Task PutAsync(string path, string text) => lab.Router.Machine.RunAsync($"cat >{path}", text, Cancelled);

    internal Task WaitForAsync(string line, string state) => Poll.UntilAsync(
        async () => (await RunAsync("mwan3 interfaces")).Contains($"interface {line} is {state}", StringComparison.Ordinal), s_settled, $"{line} is {state}");

    /// <summary>The policies follow a line's state a moment later.</summary>
    internal Task WaitForPolicyAsync(string policy, string share) => Poll.UntilAsync(
        async () => (await RunAsync("mwan3 policies")).Contains($"\n{policy}:\n {share}\n", StringComparison.Ordinal), s_settled, $"{policy} is {share}");

    /// <summary>
    /// Runs the recorded command that starts so, and asserts that the answer is the recorded one. Where the record slept, the rest of
    /// the command is asked again until it answers so.
    /// </summary>
    internal async Task AssertAsync(string file, string commandStart)
    {
        Step step = Transcript.Read(file).FirstOrDefault(step => step.Command.StartsWith(commandStart, StringComparison.Ordinal))
            ?? throw new ArgumentException($"{file} has no command '{commandStart}'.");
        string[] parts = [.. Sleep().Split(step.Command).Where(part => part.Length > 0)];
        Answer before = Answer.None;
        foreach (string part in parts[..^1])
        {
            before = before.Then(await AskAsync(part));
        }

        string expected = Normalize(step.Answer);
        string actual = "";
        TimeSpan deadline = parts.Length > 1 || Sleep().IsMatch(step.Command) ? s_settled : TimeSpan.Zero;
        await EventuallyAsync(async () => (actual = Normalize(before.Then(await AskAsync(parts[^1])).ToString())) == expected, deadline);
        Assert.Equal(expected, actual);
    }

    /// <summary>Asserts that a command prints what a file has.</summary>
    internal async Task AssertOutputAsync(string file, string command)
    {
        string expected = Normalize(Recording.Text(file));
        Assert.Equal(expected, Normalize(await RunAsync(command)));
    }

    /// <summary>Asserts that what mwan3 logged of wan2, from the first line on that has the words, is the end of the recorded log from there on.</summary>
    internal async Task AssertLogAsync(string file, string commandStart, string firstWords)
    {
        Step step = Transcript.Read(file).First(step => step.Command.StartsWith(commandStart, StringComparison.Ordinal));
        string[] expected = LogFrom(Normalize(step.Answer), firstWords);
        string[] actual = [];
        await EventuallyAsync(async () => (actual = LogFrom(Normalize(await RunAsync("logread -e mwan3")), firstWords)).SequenceEqual(expected), s_settled);
        Assert.Equal(expected, actual);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition, TimeSpan deadline)
    {
        DateTime end = DateTime.UtcNow + deadline;
        while (!await condition() && DateTime.UtcNow < end)
        {
            await Task.Delay(100, Cancelled);
        }
    }

    private static string[] LogFrom(string text, string firstWords) =>
        [.. text.Split(LogMark)[^1].Split('\n')
            .Where(line => line.Contains("wan2", StringComparison.Ordinal))
            .SkipWhile(line => !line.Contains(firstWords, StringComparison.Ordinal))];

    private string Normalize(string answer) =>
        Mwan3Normalizer.Apply(answer.Replace(_wan, RecordedWan, StringComparison.Ordinal).Replace(_wan2, RecordedWan2, StringComparison.Ordinal).TrimEnd('\n') + "\n").Trim('\n');

    private async Task<Answer> AskAsync(string command) =>
        Answer.Parse(await _shell.AnswerAsync(new Step(Place.Router, command, ""), Cancelled));

    private async Task<bool> HasTwoDefaultRoutesAsync() => (await RunAsync("ip -4 route show default")).Count(c => c == '\n') == 1;

    [GeneratedRegex(@"(?:^|; )sleep \d+; ")]
    private static partial Regex Sleep();
}
