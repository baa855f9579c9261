namespace MultiDial.Tests.Guard;

/// <summary>A router whose flash has no room.</summary>
public sealed class FullFlashTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_and_the_error_says_why()
    {
        await fixture.ResetAsync();
        Testing.Lab lab = fixture.Lab;
        using var engine = new Engine();
        engine.Run(lab.Login("full"));
        Assert.Empty(engine.Errors);
        await TruthAsync("""
            mkdir /tmp/flash; mount -t tmpfs -o size=1m,mode=755 flash /tmp/flash
            cp -a /etc/. /tmp/flash; mount --bind /tmp/flash /etc
            """);
        string before = await TruthAsync("cd /etc/config; md5sum *; ls -lA");

        // From no room at all, page by page, to enough: it fails at every step of the way, and then it works.
        int refused = 0;
        for (int pages = 0; ; pages++)
        {
            Assert.InRange(pages, 0, 40);
            await TruthAsync($"rm -f /etc/filler; cat /dev/zero >/etc/filler 2>/dev/null; dd if=/dev/null of=/etc/filler bs=4096 seek=$(($(wc -c </etc/filler) / 4096 - {pages})) 2>/dev/null");
            engine.Clear();
            if (engine.Run("Set-WanInterface wan -Metric 10").Count == 1)
            {
                break;
            }

            refused++;
            Assert.Equal("NoSpace", Assert.Single(engine.Errors).FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains("is full or read-only", engine.Errors[0].ToString(), StringComparison.Ordinal);
            Assert.Equal(before, await TruthAsync("cd /etc/config; md5sum *; ls -lA"));
            Assert.Empty(await TruthAsync(ChangeOnRouter.Traces));
        }

        Assert.True(refused >= 2, $"It was refused {refused} times.");
        Assert.Equal("10", (await TruthAsync("uci get network.wan.metric")).Trim());
        engine.Run("Remove-OpenWrtSession full");

        async Task<string> TruthAsync(string command) => (await lab.Router.RunAsync(command, Cancelled)).Output;
    }
}
