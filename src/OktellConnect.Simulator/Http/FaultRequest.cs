using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OktellConnect.Protocol;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Http;

/// <summary>Reads what is to go wrong. A field that is not known, or not of its type, is refused: a test that misspells a fault must not pass.</summary>
internal static class FaultRequest
{
    private const int MostTimes = 1_000_000;

    private static readonly HashSet<string> Known = new(["user", "drop", "method", "duplicate", "garble", "losePart", "repeatPart", "eventBeforeLogin", "wrong", "delayMs", "silence", "closeAfter", "login"], StringComparer.Ordinal);

    public static FaultPlan? Read(JsonElement body, out string problem)
    {
        if (body.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
        {
            problem = $"Unknown fault {unknown}.";
            return null;
        }

        if (!Times(body, "drop", out var drop) || !Times(body, "duplicate", out var duplicate) || !Times(body, "garble", out var garble)
            || !Times(body, "losePart", out var losePart) || !Times(body, "repeatPart", out var repeatPart) || !Times(body, "eventBeforeLogin", out var eventBeforeLogin)
            || !Times(body, "delayMs", out var delay) || !Times(body, "closeAfter", out var closeAfter) || !Flag(body, "silence", out var silence)
            || !Shapes(body, out var wrong) || !Login(body, out var failures, out var error, out var text))
        {
            problem = $"silence is true or false, wrong a list of numbersAsText, arraysAsText, noAbonent and unknownStates, login an object with error, errormsg or count, and all others but user and method are numbers from 0 to {MostTimes}.";
            return null;
        }

        problem = "";
        return new FaultPlan
        {
            Drop = drop ?? 0,
            Method = body.GetNonEmptyText("method"),
            Duplicate = duplicate ?? 0,
            Garble = garble ?? 0,
            LosePart = losePart ?? 0,
            RepeatPart = repeatPart ?? 0,
            EventBeforeLogin = eventBeforeLogin ?? 0,
            Wrong = wrong,
            Delay = TimeSpan.FromMilliseconds(delay ?? 0),
            CloseAfter = closeAfter,
            Silence = silence,
            LoginFailures = failures,
            LoginError = error,
            LoginMessage = text,
        };
    }

    private static bool Shapes(JsonElement body, out WrongShape shapes)
    {
        shapes = WrongShape.None;
        if (body.GetField("wrong") is not { } words)
        {
            return true;
        }

        if (words.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var word in words.EnumerateArray())
        {
            if (word.ValueKind != JsonValueKind.String || WrongShapes.Parse(word.GetString()) is not { } shape)
            {
                return false;
            }

            shapes |= shape;
        }

        return true;
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
        return error is not null || text is not null || count is not null;
    }
}
