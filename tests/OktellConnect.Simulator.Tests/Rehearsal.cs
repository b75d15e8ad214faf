using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Tests;

/// <summary>A small simulator with a clock that stands still until a test moves it.</summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private readonly HttpClient http = new();

    private readonly TextWriter gate;
    private readonly StringWriter log;

    private Rehearsal(SimulatorHost host, FakeTimeProvider clock, StringWriter log, TextWriter gate)
    {
        Host = host;
        Clock = clock;
        this.log = log;
        this.gate = gate;
        http.BaseAddress = host.HttpUri;
    }

    public static SimulatorSeed Seed { get; } = new()
    {
        OutsideLine = "+74952150000",
        Departments = [new SeedDepartment("5c35eda6-66ab-5609-9d32-b4ee32c74fba", "Продажи")],
        BreakReasons = [new SeedBreakReason(1, "Lunch"), new SeedBreakReason(2, "Meeting")],
        Procedures = ["oktellconnect_calls"],
        Queues = [new SeedQueue("b04babe5-99b7-5d61-b8b6-2faf46abec2c", "600", "Отдел продаж", ["ivanov", "petrov"])],
        Users =
        [
            new SeedUser { Id = "3357f4d2-b37c-4809-9a1a-e4d64808de1b", Login = "ivanov", Password = "Secret123", Name = "Иванов Иван", Number = "101", Department = "Продажи", Operator = true },
            new SeedUser { Id = "0c1b8b2f-7c0e-4a55-9a6e-f0a0f4f0a102", Login = "petrov", Password = "Пароль", Name = "Петров Пётр", Number = "102", Department = "Продажи", Boss = "ivanov", Operator = true },
            new SeedUser { Id = "0c1b8b2f-7c0e-4a55-9a6e-f0a0f4f0a103", Login = "sidorov", Password = "Secret123", Name = "Сидоров Сидор", Number = "103" },
        ],
        Customers = ["+79161234567", "+79261234567"],
    };

    public SimulatorHost Host { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>What the simulator has logged so far.</summary>
    public string LogText
    {
        get
        {
            // The simulator writes through a wrapper that locks itself; the text builder behind it must not be read meanwhile.
            lock (gate)
            {
                return log.ToString();
            }
        }
    }

    public static async Task<Rehearsal> StartAsync(Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 18, 12, 0, 0, TimeSpan.Zero));
        var log = new StringWriter();
        var gate = TextWriter.Synchronized(log);
        var options = new SimulatorOptions { Seed = Seed, History = false, TimeProvider = clock, Log = gate };
        var host = await SimulatorHost.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
        return new Rehearsal(host, clock, log, gate);
    }

    public Task<RawClient> LogInAsync(string login = "ivanov") => RawClient.LogInAsync(Host, login);

    public void Pass(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Asks the control interface; answers status and body.</summary>
    public async Task<(int Status, JsonElement Body)> ControlAsync(string what, object? body = null)
    {
        using var reply = body is null
            ? await http.GetAsync(new Uri($"simulator/{what}", UriKind.Relative), TestContext.Current.CancellationToken)
            : await http.PostAsJsonAsync($"simulator/{what}", body, TestContext.Current.CancellationToken);
        return ((int)reply.StatusCode, await reply.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    public async Task<HttpResponseMessage> GetAsync(string path) => await http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => await http.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Sends the body when the server wants it: one that is refused by its length may otherwise break off while it is sent, and its answer is lost.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = body };
        request.Headers.ExpectContinue = true;
        return await SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Host.DisposeAsync();
    }
}
