using Deque.AxeCore.Commons;
using MultiDial.Testing;
using PuppeteerSharp;

namespace MultiDial.Tests.Report;

/// <summary>Debian's Chromium without a window. It may not reach the network.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        await DebianPackages.RequireForPagesAsync(TestContext.Current.CancellationToken);
        _browser = await Puppeteer.LaunchAsync(new LaunchOptions { ExecutablePath = "/usr/bin/chromium", Headless = true, Args = ["--no-sandbox", "--disable-dev-shm-usage", "\"--host-resolver-rules=MAP * ~NOTFOUND\""] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    /// <summary>Opens a file as a user would who double-clicks it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="width">How wide the window is, in pixels.</param>
    /// <param name="isDark">Whether the user likes it dark.</param>
    /// <param name="said">Takes all that the browser complains about, and all that it loads besides.</param>
    internal async Task<IPage> OpenAsync(string file, int width, bool isDark, List<string> said)
    {
        IPage page = await _browser!.NewPageAsync();
        page.Console += (_, message) => said.Add(message.Message.Text);
        page.PageError += (_, error) => said.Add(error.Message);
        page.Request += (_, request) =>
        {
            if (!request.Request.IsNavigationRequest)
            {
                said.Add(request.Request.Url);
            }
        };
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900, IsMobile = width < 500 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" }]);
        await page.GoToAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    /// <summary>What axe finds fault with, one a line.</summary>
    internal static async Task<string[]> FaultsAsync(IPage page)
    {
        await page.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript());
        return await page.EvaluateExpressionAsync<string[]>(
            "axe.run({ resultTypes: ['violations'] }).then(found => found.violations.flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.html}: ${node.failureSummary}`)))");
    }
}
