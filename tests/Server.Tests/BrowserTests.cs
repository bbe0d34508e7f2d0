using PuppeteerSharp;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>The page in a browser without a window, as a visitor uses it.</summary>
public sealed class BrowserTests(SharedServers servers) : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private readonly List<string> _faults = [];
    private IBrowser? _browser;

    private static string? Chromium => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Chromium is not { } chromium) return;
        _browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = chromium,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
    }

    [Fact]
    public async Task A_search_a_click_and_the_recommendations_change_with_their_reasons()
    {
        await using var page = await Open("/?user=77", "en-US");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#recommended li').length === 10");
        Assert.Contains("what is popular", await Text(page, "#recommend-status"), StringComparison.Ordinal);
        var before = await Text(page, "#recommended");

        await page.TypeAsync("#query", "键盘");
        await page.WaitForFunctionAsync("() => document.querySelector('#suggestions option')?.value === '键盘'");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#results li').length === 10");
        Assert.Contains("键盘 Keyboard", await Text(page, "#results"), StringComparison.Ordinal);
        Assert.Contains("Computers (150)", await Text(page, "#facets"), StringComparison.Ordinal);
        await page.ClickAsync("#more");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#results li').length === 20");

        await page.ClickAsync("#results li:nth-child(4) button");
        await page.WaitForFunctionAsync("before => document.querySelector('#recommended').textContent !== before", before);
        Assert.DoesNotContain("what is popular", await Text(page, "#recommend-status"), StringComparison.Ordinal);
        var why = await page.EvaluateExpressionAsync<string>("document.querySelector('.why').title");
        Assert.Contains("order of events", why, StringComparison.Ordinal);
        Assert.Empty(_faults);
    }

    [Fact]
    public async Task Tabs_follow_the_keyboard_and_a_Chinese_browser_reads_Chinese()
    {
        await using var page = await Open("/", "zh-CN");
        Assert.Equal("zh", await page.EvaluateExpressionAsync<string>("document.documentElement.lang"));
        await page.FocusAsync("#tab-shop");
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("分类", await page.EvaluateExpressionAsync<string>("document.activeElement.textContent"));
        await page.TypeAsync("#title", "silver keyboard 16GB");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#levels dt').length > 0");
        Assert.Contains("标签", await Text(page, "#levels"), StringComparison.Ordinal);
        Assert.Empty(_faults);
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen()
    {
        await using var page = await Open("/?q=keyboard&user=1", "en-US", width: 390);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#results li').length === 10");
        Assert.True(await page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(_faults);
    }

    private async Task<IPage> Open(string path, string language, int width = 1280)
    {
        Assert.SkipWhen(_browser is null, $"no browser is on the path ({string.Join(", ", Names)})");
        var page = await _browser!.NewPageAsync();
        page.PageError += (_, fault) => _faults.Add(fault.Message);
        await page.EvaluateFunctionOnNewDocumentAsync(
            "language => Object.defineProperty(navigator, 'language', { get: () => language })",
            language
        );
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.GoToAsync(new Uri(servers.Integers.Public.BaseAddress!, path).ToString());
        return page;
    }

    private static Task<string> Text(IPage page, string selector) =>
        page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector).textContent", selector);
}
