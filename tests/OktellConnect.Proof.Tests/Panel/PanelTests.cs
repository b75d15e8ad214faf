using OktellConnect.Proof.Tests.Desks;
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
    public async Task The_vendors_panel_shows_people_states_calls_hold_and_conferences_beside_the_other_clients()
    {
        var script = VendorClient.Required();
        var panel = Environment.GetEnvironmentVariable("OKTELL_PANEL");
        Assert.SkipWhen(string.IsNullOrEmpty(panel), "OKTELL_PANEL does not name the folder of the vendor's web panel.");
        var jquery = Environment.GetEnvironmentVariable("OKTELL_JQUERY");
        Assert.SkipWhen(string.IsNullOrEmpty(jquery), "OKTELL_JQUERY does not name a jQuery 1.x, which the panel needs.");
        var program = Browser.Find();
        Assert.SkipWhen(program is null, "Chromium is not on the PATH.");

        await using var host = await SimulatorHost.StartAsync(new SimulatorOptions { History = false }, TestContext.Current.CancellationToken);
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
        await using var petrov = await EngineDesk.OpenAsync(host.Uri, "petrov", "Пароль");
        await using var sidorov = await VendorDesk.OpenAsync(script, host.Uri, "sidorov", "Secret123", "103");

        await UntilAsync(browser, "the people who are here are listed", "Петров|102");
        await UntilAsync(browser, "the people who are here are listed", "Сидоров|103");
        Assert.DoesNotContain("|201", await PeopleAsync(browser), StringComparison.Ordinal);
        await KeepPictureAsync(browser, "ready");

        await sidorov.SetStateAsync("break");
        await UntilAsync(browser, "103 is on a break", "Сидоров|103 m_break");
        await petrov.CallAsync("911000");
        await UntilAsync(browser, "102 is busy", "Петров|102 m_busy");
        await petrov.EndAsync();
        await sidorov.SetStateAsync("ready");
        await UntilAsync(browser, "102 is free again", "Петров|102", "Петров|102 m_busy");

        await petrov.CallAsync("101");
        await Eventually.Until("the panel's client rings", async () => (await browser.EvaluateAsync("oktell.getState()")).GetString() == "ring");
        Assert.Contains("Петров", (await browser.EvaluateAsync("document.querySelector('.oktell_panel_popup').innerText")).GetString()!, StringComparison.Ordinal);
        await KeepPictureAsync(browser, "ring");
        await browser.EvaluateAsync("oktell.answer()");
        await UntilShownAsync(browser, "the talk is shown", ".j_abonents", "102");
        await Eventually.Until("the engine talks to the panel", async () => await petrov.LookAsync() == new DeskView("talk", "101"));
        await KeepPictureAsync(browser, "talk");

        await browser.EvaluateAsync("oktell.call('103')");
        await Eventually.Until("103 rings", async () => (await sidorov.LookAsync()).State == "ring");
        await sidorov.AnswerAsync();
        await UntilShownAsync(browser, "the one on hold is shown", ".j_hold", "102");
        await UntilShownAsync(browser, "the second talk is shown", ".j_abonents", "103");
        await KeepPictureAsync(browser, "hold");
        await browser.EvaluateAsync("oktell.commutate()");
        await Eventually.Until("the panel has joined the two", async () => await petrov.LookAsync() == new DeskView("talk", "103") && await sidorov.LookAsync() == new DeskView("talk", "102"));
        await petrov.EndAsync();

        await petrov.ConferenceAsync("101", "103");
        await Eventually.Until("101 and 103 ring", async () => (await browser.EvaluateAsync("oktell.getState()")).GetString() == "ring" && (await sidorov.LookAsync()).State == "ring");
        await browser.EvaluateAsync("oktell.answer()");
        await sidorov.AnswerAsync();
        await UntilShownAsync(browser, "the conference is shown", ".j_abonents", "102", "103");
        await KeepPictureAsync(browser, "conference");
        await browser.EvaluateAsync("oktell.endCall('101')");
        await Eventually.Until("the panel's client has left", async () => (await browser.EvaluateAsync("oktell.getState()")).GetString() == "ready");

        Assert.Empty(browser.Exceptions);
        Assert.Empty(petrov.Failures);
        Assert.Empty(sidorov.Failures);
    }

    /// <summary>One line for everybody in the panel's list: name, number and the classes that stand for the state.</summary>
    private static async Task<string> PeopleAsync(Browser browser) => (await browser.EvaluateAsync("""
        [...document.querySelectorAll('.j_main_list tr.b_contact')].map((row) => row.querySelector('.b_contact_name b').innerText + '|' + row.querySelector('.o_number').innerText
            + ['m_busy', 'm_break', 'm_dnd', 'm_offline'].filter((name) => row.classList.contains(name)).map((name) => ' ' + name).join('')).join('\n')
        """)).GetString()!;

    private static async Task UntilAsync(Browser browser, string what, string wanted, string? unwanted = null)
    {
        var people = "";
        try
        {
            await Eventually.Until(what, async () => (people = await PeopleAsync(browser)).Split('\n').Contains(wanted) && (unwanted is null || !people.Contains(unwanted, StringComparison.Ordinal)));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}; the panel lists: {people}", late);
        }
    }

    private static async Task UntilShownAsync(Browser browser, string what, string block, params string[] numbers)
    {
        var text = "";
        try
        {
            await Eventually.Until(what, async () =>
            {
                text = (await browser.EvaluateAsync($"(() => {{ const block = document.querySelector('{block}'); return block.offsetHeight > 0 ? block.innerText : ''; }})()")).GetString()!;
                return numbers.All(number => text.Contains(number, StringComparison.Ordinal));
            });
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}; the panel shows in {block}: {text}", late);
        }
    }

    private static async Task KeepPictureAsync(Browser browser, string name)
    {
        // The panel fades in and out for half a second.
        await browser.EvaluateAsync("new Promise((resolve) => setTimeout(resolve, 1000))");
        if (Environment.GetEnvironmentVariable("OKTELL_PICTURES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"panel-{name}.png"), await browser.PictureAsync(), TestContext.Current.CancellationToken);
        }
    }
}
