using System.Xml.Linq;

namespace MultiDial.Tests.Report;

/// <summary>A report of the tutorial's router, one line of which is broken.</summary>
public sealed class ReportLabTests(TutorialFixture fixture) : IClassFixture<TutorialFixture>
{
    [Fact]
    public async Task It_says_which_line_is_broken_and_what_helps()
    {
        Assert.True(fixture.Succeeded);
        string file = Path.GetTempFileName();
        using var engine = new Engine();
        engine.Run(fixture.Lab.Login("reported"));
        try
        {
            Assert.Equal(0, (await fixture.Lab.Router.RunAsync("ubus call network.interface.wan2 down; uci del_list firewall.@zone[1].network=wan; uci commit firewall; /etc/init.d/firewall reload", TestContext.Current.CancellationToken)).ExitCode);
            engine.Run($"Export-MultiDialReport '{file}' -Session reported -Duration 4");
            Assert.Equal([], engine.Errors.Select(error => error.ToString()));

            XElement page = XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!;
            XElement[] lines = [.. page.Descendants("tbody").Where(body => body.Parent!.Attribute("class")?.Value == "cards")];
            Assert.Equal(["wan", "wan2"], lines.Select(line => line.Descendants("th").Single().Value));
            Assert.Contains("For the router only", lines[0].Value, StringComparison.Ordinal);
            Assert.Contains("Set-WanInterface wan -Zone wan", lines[0].Value, StringComparison.Ordinal);
            Assert.Contains("Carries nothing", lines[1].Value, StringComparison.Ordinal);
            Assert.Contains("is stopped. To start it: Start-WanInterface wan2", lines[1].Value, StringComparison.Ordinal);
            Assert.Contains("Error wan", page.Descendants("h4").First().Value, StringComparison.Ordinal);
            Assert.Matches(@"^wan Median [\d.]+ ms, longest [\d.]+ ms to (1\.1\.1\.1|223\.5\.5\.5)\. Lost pings: \d of 4\.$", page.Descendants("figcaption").Single().Value);
            Assert.Equal("", (await fixture.Lab.Router.RunAsync("ip rule | grep '^90[01]:'; ip route show table all | grep 'table 15[89]'; ls -d /var/run/multidial/probe.* 2>/dev/null", TestContext.Current.CancellationToken)).Output);
        }
        finally
        {
            engine.Run("Get-OpenWrtSession reported | Remove-OpenWrtSession");
            File.Delete(file);
        }
    }
}
