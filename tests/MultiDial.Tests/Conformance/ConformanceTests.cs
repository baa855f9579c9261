using System.Text;

namespace MultiDial.Tests.Conformance;

/// <summary>
/// Replays what was typed on a real router on the stand-in, and compares the answers word for word:
/// standard output, standard error and exit codes. What differs on purpose is listed in <see cref="Exceptions"/>.
/// </summary>
public sealed class ConformanceTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    private static readonly TimeSpan s_bootDeadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("01-factory", "mwan3")]
    [InlineData("02-step1-temp-macvlan", "")]
    [InlineData("11-uci-edge", "")]
    [InlineData("12-uci-errors", "")]
    [InlineData("13-ubus-misc", "mwan3")]
    [InlineData("13-ubus", "mwan3")]
    [InlineData("13-ubus-interface-dump", "")]
    [InlineData("13-ubus-network-device-status", "")]
    [InlineData("18-old-style", "old style")]
    [InlineData("21-reload-config", "mwan3")]
    [InlineData("23-private-staging", "")]
    public async Task Answers_as_a_real_router_does(string file, string preparation)
    {
        await ReplayAsync(preparation, file);
    }

    [Fact]
    public async Task Answers_as_a_real_router_does_from_the_first_line_to_two_metrics()
    {
        await ReplayAsync("mwan3", "03-step2-persistent", "03-step2b-mac-stability", "04-firewall", "05-metrics");
    }

    private async Task ReplayAsync(string preparation, params string[] files)
    {
        await fixture.ResetAsync();
        using RouterShell shell = new(fixture.Lab);
        await PrepareAsync(shell, files[0], preparation);
        StringBuilder differences = new();
        foreach (string file in files)
        {
            Normalizer recorded = new();
            Normalizer replayed = new();
            foreach (Step step in Transcript.Read(file))
            {
                bool compared = Exceptions.For(file, step.Command) is null;
                string wanted = compared ? recorded.Apply(step.Answer) : "";
                string answer = await shell.AnswerAsync(step, answer => !compared || new Normalizer(replayed).Apply(answer) == wanted, Cancelled);
                string got = compared ? replayed.Apply(answer) : "";
                differences.Append(wanted == got ? "" : $"\n{file}: {step.Command}\n--- recorded\n{wanted}\n--- here\n{got}\n");
            }
        }

        Assert.True(differences.Length == 0, differences.ToString());
    }

    // Installs what the recorded router had, and boots into the configuration that it had. A root filesystem of the user's
    // (MULTIDIAL_LAB_ROOTFS) has no feed, and must have the packages.
    private async Task PrepareAsync(RouterShell shell, string file, string preparation)
    {
        string packages = preparation == "mwan3" ? "kmod-macvlan mwan3" : "kmod-macvlan";
        await shell.PrepareAsync($"[ ! -d /usr/share/lab-feed ] || {{ opkg update && opkg install {packages}; }} >/dev/null 2>&1", Cancelled);
        if (preparation == "old style")
        {
            string configuration = Transcript.Read(file)[0].Answer.Replace("[exit 0]", "", StringComparison.Ordinal);
            await File.WriteAllTextAsync(fixture.Lab.Router.PathOf("/etc/config/network"), configuration, Cancelled);
        }

        if (preparation.Length > 0)
        {
            await fixture.Lab.Router.RebootAsync(Cancelled);
            await fixture.Lab.Router.WaitUntilReadyAsync(s_bootDeadline, Cancelled);
        }
    }
}
