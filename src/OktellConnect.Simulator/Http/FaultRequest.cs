using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OktellConnect.Protocol;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Http;

/// <summary>Reads what is to go wrong. A field that is not known, or not of its type, is refused: a test that misspells a fault must not pass.</summary>
internal static class FaultRequest
{
    private const int MostTimes = 1_000_000;

    private static readonly HashSet<string> Known = new(["drop", "method", "garble", "delayMs", "silence", "closeAfter", "login"], StringComparer.Ordinal);

    public static FaultPlan? Read(JsonElement body, out string problem)
    {
        if (body.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
        {
            problem = $"Unknown fault {unknown}.";
            return null;
        }

        if (!Times(body, "drop", out var drop) || !Times(body, "garble", out var garble) || !Times(body, "delayMs", out var delay)
            || !Times(body, "closeAfter", out var closeAfter) || !Flag(body, "silence", out var silence)
            || !Login(body, out var failures, out var error, out var text))
        {
            problem = $"drop, garble, delayMs and closeAfter are numbers from 0 to {MostTimes}, silence is true or false, login is an object with error or errormsg and perhaps count.";
            return null;
        }

        problem = "";
        return new FaultPlan
        {
            Drop = drop ?? 0,
            Method = body.GetNonEmptyText("method"),
            Garble = garble ?? 0,
            Delay = TimeSpan.FromMilliseconds(delay ?? 0),
            CloseAfter = closeAfter,
            Silence = silence,
            LoginFailures = failures,
            LoginError = error,
            LoginMessage = text,
        };
    }

    private static bool Times(JsonElement body, string name, out int? value)
    {
        value = null;
        if (body.GetField(name) is not { } field)
        {
            return true;
        }

        if (field.ValueKind != JsonValueKind.Number || !field.TryGetInt32(out var number) || number is < 0 or > MostTimes)
        {
            return false;
        }

        value = number;
        return true;
    }

    private static bool Flag(JsonElement body, string name, out bool value)
    {
        value = body.GetField(name)?.ValueKind == JsonValueKind.True;
        return body.GetField(name) is not { ValueKind: not (JsonValueKind.True or JsonValueKind.False) };
    }

    private static bool Login(JsonElement body, out int failures, out int? error, [MaybeNull] out string? text)
    {
        (failures, error, text) = (0, null, null);
        if (body.GetField("login") is not { } login)
        {
            return true;
        }

        if (login.ValueKind != JsonValueKind.Object || !Times(login, "error", out error) || !Times(login, "count", out var count))
        {
            return false;
        }

        text = login.GetNonEmptyText("errormsg");
        failures = count ?? MostTimes;
        return error is not null || text is not null;
    }
}
