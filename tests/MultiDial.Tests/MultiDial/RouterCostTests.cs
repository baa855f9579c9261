using System.Globalization;

namespace MultiDial.Tests.Whole;

/// <summary>How many programs the router starts for a command: on a slow one that is what takes the time.</summary>
public sealed class RouterCostTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>
{
    private const int Few = 2;
    private const int Many = 10;

    // What each may cost with two lines, and for each line more. With a real OpenWrt see docs/benchmarks.md.
    private static readonly (string Script, int AtFew, double Slope)[] s_bounds =
    [
        ("New-MultiDial -Line {0} -Protocol Dhcp -Timeout 0", 600, 80),
        ("Get-MultiDial", 40, 5),
        ("Add-Mwan3Rule more -Policy balance", 300, 30),
        ("Test-WanConnectivity", 300, 80),
    ];

    [Fact]
    public async Task It_grows_with_the_lines_and_no_faster()
    {
        int[] few = await ProgramsAsync(Few), many = await ProgramsAsync(Many);
        for (int i = 0; i < s_bounds.Length; i++)
        {
            double slope = (many[i] - few[i]) / (double)(Many - Few);
            TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{s_bounds[i].Script}: {few[i]} programs with {Few} lines, {slope} for each line more"));
            Assert.True(few[i] <= s_bounds[i].AtFew, $"{s_bounds[i].Script}: {few[i]} programs with {Few} lines");
            Assert.True(slope <= s_bounds[i].Slope, $"{s_bounds[i].Script}: {slope} programs for each line more");
        }
    }

    private async Task<int[]> ProgramsAsync(int lines)
    {
        await router.ShipAsync();
        var counts = new List<int>();
        foreach ((string script, _, _) in s_bounds)
        {
            int before = await LastProgramAsync();
            router.Run(string.Format(CultureInfo.InvariantCulture, script, lines));
            counts.Add(await LastProgramAsync() - before);

            // They start programs as long as they run, the more the slower the computer is.
            await router.TruthAsync("pkill -STOP -f mwan3track");
        }

        await router.TruthAsync("pkill -CONT -f mwan3track");
        router.Run("Remove-Mwan3Rule more; Remove-MultiDial");
        return [.. counts];
    }

    // Their numbers are given in order.
    private async Task<int> LastProgramAsync() => int.Parse(await router.TruthAsync("echo $$"), CultureInfo.InvariantCulture);
}
