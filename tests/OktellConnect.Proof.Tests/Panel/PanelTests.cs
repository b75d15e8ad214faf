using OktellConnect.Proof.Tests.Vendor;
using OktellConnect.Simulator;
using OktellConnect.Testing;

namespace OktellConnect.Proof.Tests.Panel;

/// <summary>
/// The vendor's web panel in a real browser beside the engine and the vendor's client. None of it is ours to ship:
/// <c>OKTELL_PANEL</c> names the panel's folder (0.5.3, with build/oktell-panel.js), <c>OKTELL_JS</c> oktell.js, <c>OKTELL_JQUERY</c> a jQuery 1.x.
/// With <c>OKTELL_PICTURES</c> naming a folder, pictures of the panel are put there.
/// </summary>
public sealed class PanelTests
{
    [Fact]
    public async Task The_vendors_panel_shows_the_number_plan_states_and_a_call()
    {
        var script = VendorClient.Required();
        var panel = Environment.GetEnvironmentVariable("OKTELL_PANEL");
        Assert.SkipWhen(string.IsNullOrEmpty(panel), "OKTELL_PANEL does not name the folder of the vendor's web panel.");
        var jquery = Environment.GetEnvironmentVariable("OKTELL_JQUERY");
        Assert.SkipWhen(string.IsNullOrEmpty(jquery), "OKTELL_JQUERY does not name a jQuery 1.x, which the panel needs.");
        var program = Browser.Find();
        Assert.SkipWhen(program is null, "Chromium is not on the PATH.");

        await using var host = await SimulatorHost.StartAsync(new SimulatorOptions { History = false }, TestContext.Current.CancellationToken);
        using var control = new Control(host);
        await using var page = await PanelPage.StartAsync(new Dictionary<string, string>
        {
            ["panel.html"] = Path.Combine(Repository.Root, "tests", "OktellConnect.Proof.Tests", "Panel", "panel.html"),
            ["oktell.js"] = script,
            ["jquery.js"] = jquery!,
            ["oktell-panel.js"] = Path.Combine(panel!, "build", "oktell-panel.js"),
            ["oktell-panel.css"] = Path.Combine(panel!, "build", "oktell-panel.css"),
        });
        await using var browser = await Browser.OpenAsync(program!, page.Address);
        Assert.True((await browser.EvaluateAsync($"logIn('ws://{host.Uri.Authority}', 'ivanov', 'Secret123')")).GetBoolean());
        await KeepPictureAsync(browser, "ready");
        var text = (await browser.EvaluateAsync("document.body.innerText")).GetString()!;
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        Assert.Empty(browser.Exceptions);
    }

    private static async Task KeepPictureAsync(Browser browser, string name)
    {
        if (Environment.GetEnvironmentVariable("OKTELL_PICTURES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"panel-{name}.png"), await browser.PictureAsync(), TestContext.Current.CancellationToken);
        }
    }
}
