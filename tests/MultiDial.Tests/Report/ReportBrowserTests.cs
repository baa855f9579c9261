using MultiDial.Report;
using PuppeteerSharp;

namespace MultiDial.Tests.Report;

/// <summary>The page as a browser shows it: on a telephone and on a desk, light and dark.</summary>
public sealed class ReportBrowserTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    // Names and addresses that are as long as they can be, and characters of twice the width.
    private const string Long = "一条名字很长很长的线路它叫做宽带第四条";

    private readonly string _file = Path.GetTempFileName() + ".html";

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(375, false)]
    [InlineData(375, true)]
    [InlineData(920, false)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task It_shows_without_a_complaint_and_without_moving_sideways(int width, bool isDark)
    {
        await File.WriteAllTextAsync(_file, ReportPage.Make([SampleReport.Of(), SampleReport.Of("office", Long)]), TestContext.Current.CancellationToken);
        List<string> said = [];
        await using IPage page = await browser.OpenAsync(_file, width, isDark, said);
        Assert.Equal("CSS1Compat", await page.EvaluateExpressionAsync<string>("document.compatMode"));
        Assert.Empty(await WideAsync(page));
        Assert.Empty(await Browser.FaultsAsync(page));
        Assert.Empty(said);
        if (Environment.GetEnvironmentVariable("MULTIDIAL_TEST_PICTURES") is { } folder)
        {
            await page.ScreenshotAsync(Path.Combine(folder, $"report-{width}-{(isDark ? "dark" : "light")}.png"), new ScreenshotOptions { FullPage = true });
        }
    }

    // What reaches beyond the window; what a drawing cuts off does not.
    private static async Task<string[]> WideAsync(IPage page) => await page.EvaluateExpressionAsync<string[]>("""
        [...document.querySelectorAll('body *:not(svg svg, svg svg *)'), document.documentElement]
            .filter(element => element.getBoundingClientRect().right > window.innerWidth + 1 || element === document.documentElement && element.scrollWidth > window.innerWidth)
            .map(element => element.outerHTML.slice(0, 200))
        """);
}
