using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Testing;

namespace OktellConnect.Proof.Tests.Panel;

/// <summary>One page of a headless Chromium, steered through its debugging port. Nothing but the browser is needed.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ";

    private readonly Process process;
    private readonly TemporaryFolder profile;
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private Task reading = Task.CompletedTask;
    private int ids;

    private Browser(Process process, TemporaryFolder profile)
    {
        this.process = process;
        this.profile = profile;
    }

    /// <summary>What scripts of the page threw and nobody caught.</summary>
    public ConcurrentQueue<string> Exceptions { get; } = new();

    /// <summary>The browser's program, or null where the machine has none.</summary>
    public static string? Find() => Programs.Find("chromium", "chromium-browser", "google-chrome", "chrome");

    public static async Task<Browser> OpenAsync(string program, Uri page)
    {
        var profile = new TemporaryFolder();
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--window-size=1000,900", "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "about:blank"])
        {
            start.ArgumentList.Add(argument);
        }

        var browser = new Browser(Process.Start(start)!, profile);
        try
        {
            await browser.ShowAsync(page);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>The value of an expression of the page; a promise is awaited.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        return answer.TryGetProperty("exceptionDetails", out var thrown)
            ? throw new InvalidOperationException($"{expression}: {thrown}")
            : answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>The page as a picture (PNG).</summary>
    public async Task<byte[]> PictureAsync() => (await SendAsync("Page.captureScreenshot")).GetProperty("data").GetBytesFromBase64();

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await reading;
        process.Dispose();
        socket.Dispose();
        sending.Dispose();

        // Helper processes of the browser may hold files for a moment after it has gone.
        await Eventually.Until("the browser's profile can be deleted", () =>
        {
            try
            {
                profile.Dispose();
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        });
    }

    private async Task ShowAsync(Uri page)
    {
        // What it says must be read, or the pipe fills up and the browser stands still.
        _ = process.StandardOutput.ReadToEndAsync();
        var port = new Uri(await UntilAnnouncedAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Port;
        using var http = new HttpClient();
        using var made = await http.PutAsync(new Uri($"http://127.0.0.1:{port}/json/new?about:blank"), null, TestContext.Current.CancellationToken);
        var target = await made.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        await socket.ConnectAsync(new Uri(target.GetProperty("webSocketDebuggerUrl").GetString()!), TestContext.Current.CancellationToken);
        reading = Task.Run(ReadAsync);
        await SendAsync("Runtime.enable");
        await SendAsync("Page.enable");
        await SendAsync("Page.navigate", new JsonObject { ["url"] = page.ToString() });
        await Eventually.Until($"{page} is loaded", async () => (await EvaluateAsync("document.readyState + ' ' + location.href")).GetString() == $"complete {page}");
    }

    private async Task<string> UntilAnnouncedAsync()
    {
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync();
                return line[Announcement.Length..];
            }

            said.AppendLine(line);
        }

        throw new InvalidOperationException($"The browser ended at once: {said}");
    }

    private async Task<JsonElement> SendAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref ids);
        var answer = waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()).AsMemory(), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }

        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var whole = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                whole.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(JsonSerializer.Deserialize<JsonElement>(whole.ToArray()));
                    whole.SetLength(0);
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser is being closed.
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id))
        {
            if (waiting.TryRemove(id.GetInt32(), out var answer))
            {
                if (message.TryGetProperty("error", out var error))
                {
                    answer.SetException(new InvalidOperationException(error.ToString()));
                }
                else
                {
                    answer.SetResult(message.GetProperty("result"));
                }
            }
        }
        else if (message.GetProperty("method").GetString() == "Runtime.exceptionThrown")
        {
            Exceptions.Enqueue(message.GetProperty("params").ToString());
        }
    }
}
