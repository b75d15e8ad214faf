using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using OktellConnect.Testing;

namespace OktellConnect.Proof.Tests.Vendor;

/// <summary>
/// The vendor's own JavaScript client as a program that is told what to do (vendor-client.js). The client is not ours to ship:
/// <c>OKTELL_JS</c> names the file (oktell.js 1.8.4).
/// </summary>
internal sealed class VendorClient : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private Task reading = Task.CompletedTask;
    private int ids;

    private VendorClient(Process process) => this.process = process;

    /// <summary>Every event that the client raised, in order.</summary>
    public ConcurrentQueue<VendorEvent> Events { get; } = new();

    /// <summary>What the client threw, with the stack.</summary>
    public ConcurrentQueue<string> Exceptions { get; } = new();

    /// <summary>Skips the test where the vendor's client or Node is not here; answers the client's file otherwise.</summary>
    public static string Required()
    {
        var client = Environment.GetEnvironmentVariable("OKTELL_JS");
        Assert.SkipWhen(string.IsNullOrEmpty(client), "OKTELL_JS does not name the vendor's oktell.js.");
        Assert.SkipWhen(Programs.Find("node") is null, "Node is not on the PATH.");
        return client!;
    }

    /// <summary>Starts the program; nothing is connected yet.</summary>
    public static VendorClient Start(string client)
    {
        var start = new ProcessStartInfo(Programs.Find("node")!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "tests", "OktellConnect.Proof.Tests", "Vendor", "vendor-client.js"));
        start.ArgumentList.Add(client);
        var started = new VendorClient(Process.Start(start)!);
        started.reading = Task.Run(started.ReadAsync);
        return started;
    }

    /// <summary>Starts the program and logs in; fails where the client does not get ready.</summary>
    public static async Task<VendorClient> LogInAsync(string client, Uri server, string login, string password)
    {
        var started = Start(client);
        var connected = await started.AskAsync(new { method = "connect", args = new[] { new { url = $"ws://{server.Authority}", login, password } } });
        Assert.True(connected.GetProperty("result").GetBoolean(), $"{login} did not get ready: {connected}");
        return started;
    }

    /// <summary>Calls a method of the client and answers what it returns.</summary>
    public Task<JsonElement> InvokeAsync(string method, params object?[] args) => AskAsync(new { method, args });

    /// <summary>Calls a method of the client with a callback and answers what that gets.</summary>
    public Task<JsonElement> CallAsync(string method, params object?[] args) => AskAsync(new { method, args, wait = true });

    /// <summary>Like <see cref="CallAsync"/>, and the client must call it a success.</summary>
    public async Task SucceedAsync(string method, params object?[] args)
    {
        var answer = await CallAsync(method, args);
        Assert.True(answer.ValueKind == JsonValueKind.Object && answer.GetProperty("result").GetBoolean(), $"{method}: {answer}");
    }

    /// <summary>What the client shows of the telephone and the user.</summary>
    public Task<JsonElement> LookAsync() => AskAsync(new { look = true });

    /// <summary>The number plan and the users as the client knows them.</summary>
    public Task<JsonElement> PeopleAsync() => AskAsync(new { people = true });

    public Task ListenToAsync(string customEvent) => AskAsync(new { custom = new[] { customEvent } });

    /// <summary>The values of the first argument of every event of that name.</summary>
    public List<string> Of(string name) => [.. Events.Where(item => item.Name == name).Select(item => item.First)];

    public Task UntilAsync(string name, string? first = null) =>
        Eventually.Until($"the vendor's client raises {name}({first})", () => Events.Any(item => item.Name == name && (first is null || item.First == first)));

    /// <summary>Until the client's telephone and, where told, its user are in these states (words of the client).</summary>
    public Task UntilStateAsync(string phone, string? user = null) => Eventually.Until($"the vendor's client shows {phone}{(user is null ? "" : $" and {user}")}", async () =>
    {
        var now = await LookAsync();
        return now.GetProperty("state").ToString() == phone && (user is null || now.GetProperty("userState").ToString() == user);
    });

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        await reading;
        process.Dispose();
        writing.Dispose();
    }

    private async Task<JsonElement> AskAsync(object command)
    {
        var id = Interlocked.Increment(ref ids);
        var answer = waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = JsonSerializer.SerializeToNode(command)!.AsObject();
        line["id"] = id;
        await writing.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(line.ToJsonString());
            await process.StandardInput.FlushAsync();
        }
        finally
        {
            writing.Release();
        }

        try
        {
            return await answer.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The vendor's client has not answered {line.ToJsonString()}. It threw: {string.Join("; ", Exceptions)}");
        }
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } text)
        {
            var line = JsonSerializer.Deserialize<JsonElement>(text);
            if (line.TryGetProperty("id", out var id))
            {
                if (waiting.TryRemove(id.GetInt32(), out var answer))
                {
                    answer.SetResult(line.GetProperty("value"));
                }
            }
            else if (line.TryGetProperty("exception", out var exception))
            {
                Exceptions.Enqueue(exception.GetString()!);
            }
            else
            {
                Events.Enqueue(new VendorEvent(line.GetProperty("event").GetString()!, [.. line.GetProperty("args").EnumerateArray()]));
            }
        }
    }
}

/// <summary>An event of the vendor's client.</summary>
internal sealed record VendorEvent(string Name, IReadOnlyList<JsonElement> Arguments)
{
    public string First => Arguments.Count > 0 ? Arguments[0].ToString() : "";
}
