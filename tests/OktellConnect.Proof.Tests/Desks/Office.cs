using OktellConnect.Proof.Tests.Vendor;
using OktellConnect.Simulator;

namespace OktellConnect.Proof.Tests.Desks;

/// <summary>Three people of one simulated PBX at their telephones, and what must be so at each of them.</summary>
internal sealed class Office : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly SimulatorHost host;

    private Office(SimulatorHost host, IReadOnlyList<Desk> desks)
    {
        this.host = host;
        Desks = desks;
        Control = new Control(host);
    }

    public IReadOnlyList<Desk> Desks { get; }

    public Control Control { get; }

    public Uri Server => host.Uri;

    /// <summary>Opens the office; for each of ivanov (101, superior of petrov), petrov (102) and sidorov (103) whether the vendor's client is used.</summary>
    public static async Task<Office> OpenAsync(string script, params bool[] isVendor)
    {
        var host = await SimulatorHost.StartAsync(new SimulatorOptions { History = false }, TestContext.Current.CancellationToken);
        (string Login, string Password, string Number)[] people = [("ivanov", "Secret123", "101"), ("petrov", "Пароль", "102"), ("sidorov", "Secret123", "103")];
        var desks = new List<Desk>();
        try
        {
            foreach (var (person, vendor) in people.Zip(isVendor))
            {
                desks.Add(vendor
                    ? await VendorDesk.OpenAsync(script, host.Uri, person.Login, person.Password, person.Number)
                    : await EngineDesk.OpenAsync(host.Uri, person.Login, person.Password));
            }

            return new Office(host, desks);
        }
        catch
        {
            foreach (var desk in desks)
            {
                await desk.DisposeAsync();
            }

            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Until every client and the PBX itself show exactly this, and say the same of everybody's state. Where they do not, tells who shows what.
    /// </summary>
    private async Task AgreeOnAsync(string step, DeskView[] wanted)
    {
        var deadline = DateTime.UtcNow + Deadline;
        List<string> disagreements;
        do
        {
            disagreements = await DisagreementsAsync(wanted);
            if (disagreements.Count == 0)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"agreed: {step}: {string.Join("; ", Desks.Zip(wanted).Select(pair => $"{pair.First.Number} {pair.Second}"))}");
                return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        while (DateTime.UtcNow < deadline);

        Assert.Fail($"After \"{step}\" they do not agree:{Environment.NewLine}{string.Join(Environment.NewLine, disagreements)}{Environment.NewLine}{await BusyAsync()}");
    }

    /// <summary>The same, for those who are not idle.</summary>
    public Task AgreeAsync(string step, params (Desk Desk, DeskView View)[] busy) =>
        AgreeOnAsync(step, [.. Desks.Select(desk => busy.FirstOrDefault(one => one.Desk == desk).View ?? new DeskView("ready"))]);

    /// <summary>Two talk with each other, the first having called.</summary>
    public async Task TalkAsync(Desk caller, Desk called)
    {
        await caller.CallAsync(called.Number);
        await AgreeAsync($"{caller.Login} calls {called.Login}", (caller, new("call", called.Number)), (called, new("ring", caller.Number)));
        await called.AnswerAsync();
        await AgreeAsync($"{called.Login} answers", (caller, new("talk", called.Number)), (called, new("talk", caller.Number)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in Desks)
        {
            await desk.DisposeAsync();
        }

        Control.Dispose();
        await host.DisposeAsync();
    }

    private async Task<string> BusyAsync()
    {
        var state = await Control.StateAsync();
        return string.Join(Environment.NewLine, new[] { "lines", "calls", "conferences", "ghosts", "queues" }.Select(what => $"{what}: {(state.TryGetProperty(what, out var part) ? part : default)}"));
    }

    private async Task<List<string>> DisagreementsAsync(DeskView[] wanted)
    {
        var state = await Control.StateAsync();
        var wrong = new List<string>();
        foreach (var (desk, view) in Desks.Zip(wanted))
        {
            wrong.AddRange(desk.Failures.Select(failure => $"{desk.Login} ({desk.Client}) threw: {failure}"));
            var (shown, known) = (await desk.LookAsync(), PbxView.Of(state, desk.Number));
            if (shown != view || known != view)
            {
                wrong.Add($"{desk.Number} should be {view}: {desk.Client} shows {shown}, the PBX has {known}");
            }

            foreach (var other in Desks)
            {
                var (seen, real) = (await desk.StateOfAsync(other.Number), PbxView.StateOf(state, other.Number));
                if (seen != real)
                {
                    wrong.Add($"{desk.Login} ({desk.Client}) takes {other.Number} for {seen}, the PBX for {real}");
                }
            }
        }

        return wrong;
    }
}
