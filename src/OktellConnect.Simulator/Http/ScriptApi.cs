using System.Globalization;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Http;

/// <summary>Service scenarios over HTTP: the documented way in which customers add what the server's own methods lack.</summary>
internal sealed class ScriptApi(Scripts scripts, FileStore files, Recordings recordings, SimulatorClock clock)
{
    private const int LongestTimeout = 3600;

    /// <summary>Runs a scenario and answers what it returned, as XML.</summary>
    public async Task RunAsync(HttpContext context, Parameters parameters)
    {
        if (Read(parameters, out var isAsync, out var timeout) is { } problem)
        {
            await Respond.PlainAsync(context, StatusCodes.Status400BadRequest, problem).ConfigureAwait(false);
            return;
        }

        if (scripts.Find(parameters.Text("name")!) is not { } script)
        {
            // How a real server says so is not public.
            await AnswerAsync(context, XmlMapper.Simple("started", 0, "failure"), XmlMapper.Simple("startresult", 1, "scriptnotfound")).ConfigureAwait(false);
            return;
        }

        var started = XmlMapper.Simple("started", 1, "success");
        var result = XmlMapper.Simple("startresult", 0, "success");
        if (isAsync)
        {
            await AnswerAsync(context, started, result).ConfigureAwait(false);
            return;
        }

        if (!await WaitAsync(script, timeout, context.RequestAborted).ConfigureAwait(false))
        {
            await AnswerAsync(context, started, result, XmlMapper.Simple("waitresult", 1, "timeout")).ConfigureAwait(false);
            return;
        }

        var value = Scripts.Fill(script.ReturnValue1, parameters.Text);
        await AnswerAsync(context, started, result, script.Cdata ? XmlMapper.Cdata("returnvalue", value) : XmlMapper.Simple("returnvalue", null, value)).ConfigureAwait(false);
    }

    /// <summary>Runs a scenario and lets its return values be the answer: body, status, headers.</summary>
    public async Task RunPlainAsync(HttpContext context, Parameters parameters)
    {
        if (Read(parameters, out var isAsync, out var timeout) is { } problem)
        {
            await Respond.PlainAsync(context, StatusCodes.Status400BadRequest, problem).ConfigureAwait(false);
            return;
        }

        if (scripts.Find(parameters.Text("name")!) is not { } script)
        {
            await Respond.PlainAsync(context, StatusCodes.Status404NotFound, "There is no such scenario.").ConfigureAwait(false);
            return;
        }

        if (isAsync)
        {
            await Respond.PlainAsync(context, StatusCodes.Status200OK, "").ConfigureAwait(false);
            return;
        }

        if (!await WaitAsync(script, timeout, context.RequestAborted).ConfigureAwait(false))
        {
            await Respond.PlainAsync(context, StatusCodes.Status504GatewayTimeout, "The scenario did not end in time.").ConfigureAwait(false);
            return;
        }

        var value = Scripts.Fill(script.ReturnValue1, parameters.Text);
        var type = AddHeaders(context.Response.Headers, script, parameters);
        if (script.ReturnValue2 == "file")
        {
            await SendFileAsync(context, value, type).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = script.ReturnValue2.Length == 0 ? StatusCodes.Status200OK : int.Parse(script.ReturnValue2, CultureInfo.InvariantCulture);
        await Respond.BytesAsync(context, type ?? "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(value)).ConfigureAwait(false);
    }

    private async Task SendFileAsync(HttpContext context, string path, string? type)
    {
        if (path.StartsWith(Recordings.Folder, StringComparison.Ordinal))
        {
            await recordings.ServeAsync(context, path[Recordings.Folder.Length..]).ConfigureAwait(false);
        }
        else if (files.Find(path) is { } content)
        {
            var name = Uri.EscapeDataString(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]);
            context.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{name}";
            await Respond.BytesAsync(context, type ?? "application/octet-stream", content).ConfigureAwait(false);
        }
        else
        {
            await Respond.PlainAsync(context, StatusCodes.Status404NotFound, "There is no such file.").ConfigureAwait(false);
        }
    }

    /// <returns>The type of the content, if the scenario gives one.</returns>
    private static string? AddHeaders(IHeaderDictionary headers, SeedScript script, Parameters parameters)
    {
        string? type = null;
        foreach (var line in script.ReturnValue3.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Filled line by line: what a caller passes must not become a header of its own.
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)].Trim(), line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            value = new string([.. Scripts.Fill(value, parameters.Text).Where(character => character is >= ' ' and < (char)127)]);
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                type = value;
            }
            else
            {
                headers[name] = value;
            }
        }

        return type;
    }

    private static string? Read(Parameters parameters, out bool isAsync, out TimeSpan? timeout)
    {
        isAsync = parameters.Text("async") == "1";
        timeout = null;
        if (parameters.Text("name") is null)
        {
            return "name is missing.";
        }

        if (parameters.Text("async") is not (null or "0" or "1"))
        {
            return "async is neither 0 nor 1.";
        }

        if (parameters.Text("timeout") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > LongestTimeout)
            {
                return $"timeout is not a number of seconds from 1 to {LongestTimeout}.";
            }

            timeout = TimeSpan.FromSeconds(seconds);
        }

        return null;
    }

    /// <returns>Whether the scenario ended in time.</returns>
    private async Task<bool> WaitAsync(SeedScript script, TimeSpan? timeout, CancellationToken cancellation)
    {
        var runs = TimeSpan.FromSeconds(script.Seconds);
        var isInTime = timeout is null || runs <= timeout;
        var waits = clock.Scaled(isInTime ? runs : timeout!.Value);
        if (waits > TimeSpan.Zero)
        {
            await Task.Delay(waits, clock.Provider, cancellation).ConfigureAwait(false);
        }

        return isInTime;
    }

    private static Task AnswerAsync(HttpContext context, params object[] properties) =>
        Respond.TextAsync(context, StatusCodes.Status200OK, "text/xml", XmlMapper.Document("result", XmlMapper.Set("execsvcscript", properties)));
}
