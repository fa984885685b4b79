using System.Globalization;
using System.Net.Http.Json;
using Fraud.Host.Runtime;
using Fraud.Ingest.Security;
using Fraud.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Fraud.EndToEndTests;

/// <summary>The whole product as one person meets it: a payment goes in over HTTP, and its alert appears on the page that is already open.</summary>
public sealed class DashboardTests : IAsyncLifetime, IDisposable
{
    private const float PatienceMs = 60_000;
    private readonly TempFolder _folder = new("dashboard");
    private FraudProgram? _fraud;
    private RuntimeInstance? _instance;
    private FirstApiKeys? _keys;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _fraud = FraudProgram.Start("up", "--data", _folder.Path);
        _instance = await _fraud.UntilUpAsync(_folder.Path);
        _keys = ApiKeyFileStore.Open(_folder.Path, TimeProvider.System).ReadFirstKeys();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = DashboardFactAttribute.Chromium,
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_fraud is not null) await _fraud.InterruptAsync();
    }

    public void Dispose()
    {
        _playwright?.Dispose();
        _fraud?.Dispose();
        _folder.Dispose();
    }

    [DashboardFact]
    public async Task A_posted_payment_becomes_an_alert_on_the_open_page_and_a_verdict_closes_it()
    {
        var page = await OpenAsync();
        await page.EvaluateAsync("window.stillTheSamePage = true");

        var payment = await PostImpossibleTravelAsync();
        var line = page.Locator($"[data-payment='{payment}']");
        await Assertions.Expect(line).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.stillTheSamePage"));

        await line.GetByRole(AriaRole.Button).ClickAsync();
        var alert = page.GetByRole(AriaRole.Complementary, new() { Name = $"Alert {payment}" });
        await Assertions.Expect(alert.GetByText("rule impossible-travel")).ToBeVisibleAsync();
        await Assertions.Expect(alert.GetByText("payments.v1/")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(page.GetByText($"{payment} marked as fraud.")).ToBeVisibleAsync();
        await Assertions.Expect(line.GetByText("fraud", new() { Exact = true })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("u");
        await Assertions.Expect(line.GetByText("open", new() { Exact = true })).ToBeVisibleAsync();
    }

    [DashboardFact]
    public async Task The_open_page_goes_on_by_itself_when_a_killed_instance_is_back()
    {
        var page = await OpenAsync();
        await page.EvaluateAsync("window.stillTheSamePage = true");
        var before = await PostImpossibleTravelAsync();
        await Assertions.Expect(page.Locator($"[data-payment='{before}']")).ToBeVisibleAsync();

        await _fraud!.KillAsync();
        await Assertions.Expect(page.GetByText("Connection lost")).ToBeVisibleAsync();
        _fraud = FraudProgram.Start("up", "--data", _folder.Path);
        _instance = await _fraud.UntilUpAsync(_folder.Path);
        var after = await PostImpossibleTravelAsync();

        await Assertions.Expect(page.Locator($"[data-payment='{after}']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator($"[data-payment='{before}']")).ToHaveCountAsync(1);
        Assert.True(await page.EvaluateAsync<bool>("window.stillTheSamePage"));
    }

    [DashboardFact]
    public async Task The_key_is_asked_for_and_leaves_no_trace_in_the_address()
    {
        var page = await NewPageAsync();
        await page.GotoAsync(_instance!.Http!);
        await page.GetByLabel("Access key").FillAsync("fraud_wrong_key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This key is not valid.");

        await page.GetByLabel("Access key").FillAsync(_keys!.Payments);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This key may not read alerts.")).ToBeVisibleAsync();

        var opened = await OpenAsync();
        Assert.DoesNotContain(_keys.Admin, opened.Url, StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await NewPageAsync();
        await page.GotoAsync($"{_instance!.Http}/#key={_keys!.Admin}");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Live" })).ToBeVisibleAsync();
        return page;
    }

    private async Task<IPage> NewPageAsync()
    {
        var page = await (await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1600, Height = 1000 } })).NewPageAsync();
        page.SetDefaultTimeout(PatienceMs);
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        return page;
    }

    /// <summary>Posts a payment in Berlin and, ten minutes later by the payer's clock, one in New York; returns the id of the second.</summary>
    private async Task<string> PostImpossibleTravelAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var suffix = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        using var http = new HttpClient { BaseAddress = new Uri(_instance!.Http!) };
        http.DefaultRequestHeaders.Add("X-Api-Key", _keys!.Payments);
        foreach (var (city, minutesAgo, latitude, longitude, country) in new[] { ("berlin", 10, 52.52, 13.40, "DE"), ("newyork", 0, 40.71, -74.01, "US") })
        {
            var posted = await http.PostAsJsonAsync("/v1/payments", new
            {
                payment_id = $"{city}-{suffix}",
                account_id = $"A-{suffix}",
                card_id = $"C-{suffix}",
                merchant_id = $"M-{city}",
                terminal_id = $"T-{city}",
                mcc = "5411",
                amount_minor = 89_900,
                currency = "EUR",
                event_time = now.AddMinutes(-minutesAgo),
                channel = "pos",
                entry_mode = "magstripe",
                country,
                latitude,
                longitude,
            });
            posted.EnsureSuccessStatusCode();
        }

        return $"newyork-{suffix}";
    }
}
