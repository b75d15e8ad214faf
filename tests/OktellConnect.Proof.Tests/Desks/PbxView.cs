using System.Text.Json;

namespace OktellConnect.Proof.Tests.Desks;

/// <summary>What the simulated PBX itself knows of a telephone, read from its state report and from nothing that it tells clients.</summary>
internal static class PbxView
{
    public static DeskView Of(JsonElement state, string number)
    {
        var line = Items(state, "lines").FirstOrDefault(one => Text(one, "number") == number);
        if (line.ValueKind != JsonValueKind.Object)
        {
            return new DeskView("ready");
        }

        var held = line.TryGetProperty("held", out var waiting) && waiting.ValueKind == JsonValueKind.Object
            ? Text(waiting, "conference") is null ? DeskView.Digits(Text(waiting, "with")) : "conference"
            : "";
        var word = Text(line, "state") switch
        {
            "dialtone" or "waiting" => "ready",
            "callback" => "backring",
            "dialling" or "waitingforanswer" => "call",
            "ringing" => "ring",
            "talking" or "service" or "conference" => "talk",
            var other => other ?? "nothing",
        };
        var conference = Text(line, "conference");
        var ghost = Items(state, "ghosts").FirstOrDefault(one => Text(one, "id") == conference);
        var parties = conference is null ? word == "ready" ? [] : [Text(line, "with")]
            : ghost.ValueKind == JsonValueKind.Object ? Overheard(state, Text(ghost, "listensto"))
            : Items(state, "conferences").Where(one => Text(one, "id") == conference).SelectMany(one => Items(one, "competitors"))
                .Where(one => Text(one, "state") is "InConference" or "Invited").Select(one => Text(one, "number"));
        return new DeskView(word, DeskView.Join(parties, number), held, conference is not null && word == "talk");
    }

    /// <summary>State of a number of the plan.</summary>
    public static int StateOf(JsonElement state, string number) =>
        Items(state, "people").First(one => Text(one, "number") == number).GetProperty("state").GetInt32();

    // Who listens hears the one listened to and whoever that one talks to.
    private static IEnumerable<string?> Overheard(JsonElement state, string? login)
    {
        var number = Text(Items(state, "people").First(one => Text(one, "login") == login), "number");
        return [number, .. Items(state, "lines").Where(one => Text(one, "number") == number).Select(one => Text(one, "with"))];
    }

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
