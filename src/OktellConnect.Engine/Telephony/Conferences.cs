using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>The conference of the own line, and what can be done with it (docs/protocol.md, "Conferences"). Thread-safe.</summary>
public sealed class Conferences
{
    /// <summary>Servers dated before this know competitors by another field.</summary>
    private const int VersionWithNumber = 140929;

    /// <summary>How long a conversation may take to become a conference, as in the vendor's client.</summary>
    private static readonly TimeSpan TimeToBuild = TimeSpan.FromSeconds(2);

    private readonly OktellClient client;
    private readonly Phone phone;
    private readonly OwnState ownState;
    private readonly ServerVersion version;

    internal Conferences(OktellClient client, Phone phone, OwnState ownState, ServerVersion version)
    {
        this.client = client;
        this.phone = phone;
        this.ownState = ownState;
        this.version = version;
    }

    /// <summary>The conference the line is in, as last read; null where it is in none.</summary>
    public ConferenceInfo? Current => phone.Line.Conference;

    /// <summary>Reads the line and its conference again.</summary>
    /// <returns>The conference, or null where the line is in none.</returns>
    /// <exception cref="OktellException">The server refused or did not answer.</exception>
    public async Task<ConferenceInfo?> ReloadAsync(CancellationToken cancellation) => (await phone.ReadLineAsync(cancellation).ConfigureAwait(false)).Conference;

    /// <summary>Makes a conference: of the present conversation where there is one, else a new one, whose participants the server calls, the own telephone too.</summary>
    /// <param name="participants">Numbers or user ids. May be empty where a conversation becomes the conference.</param>
    /// <param name="name">A name, or null; a conference made of a conversation has none.</param>
    /// <param name="record">Whether the server is to record it; one made of a conversation is recorded as the server decides.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="OktellException">No conference is possible now, nobody is named, the server refused, or the line does not show it.</exception>
    public async Task<ConferenceInfo> CreateAsync(IReadOnlyList<string> participants, string? name, bool record, CancellationToken cancellation)
    {
        var line = await phone.ReadLineAsync(cancellation).ConfigureAwait(false);
        phone.Require(ConferenceRules.RefusalToCreate(participants, ownState.Current.State, line, phone.IsMe), "A conference cannot be made");
        if (line.State != LineState.Talk)
        {
            return await StartAsync(participants, name, record, cancellation).ConfigureAwait(false);
        }

        var built = await BuildAsync(cancellation).ConfigureAwait(false);
        var others = ConferenceRules.Missing(participants, phone.Line, phone.IsMe);
        return others.Count == 0 ? built : await InviteAsync(others, cancellation).ConfigureAwait(false);
    }

    /// <summary>Invites numbers or users to the conference of the line; the party on hold is taken in as it is.</summary>
    /// <returns>The conference as it is after; who was invited may still be called.</returns>
    /// <exception cref="OktellException">The line is in no conference, nobody new is named, or the server refused.</exception>
    public async Task<ConferenceInfo> InviteAsync(IReadOnlyList<string> participants, CancellationToken cancellation)
    {
        var line = await phone.ReadLineAsync(cancellation).ConfigureAwait(false);
        phone.Require(ConferenceRules.RefusalToInvite(participants, ownState.Current.State, line, phone.IsMe), "Nobody can be invited");
        var id = line.Conference!.Id;
        var invited = ConferenceRules.Missing(participants, line, phone.IsMe).ToLookup(one => line.Held?.IsKnownAs(one) == true);
        if (invited[true].Any())
        {
            // Asked first: nobody is called into a conference that fails halfway.
            await RequireHeldMayComeAsync(cancellation).ConfigureAwait(false);
        }

        if (invited[false].Any())
        {
            var body = new JsonObject { ["conferenceid"] = id, ["competitors"] = Competitors(invited[false], "number") };
            await SendAsync("invitetoconference", body, now => invited[false].All(one => IsIn(now, one)), cancellation).ConfigureAwait(false);
        }

        if (invited[true].Any())
        {
            await TakeInHeldAsync(id, cancellation).ConfigureAwait(false);
        }

        return (await phone.ReadLineAsync(cancellation).ConfigureAwait(false)).Conference
            ?? throw new OktellException(OktellErrors.ConferenceMissing, "The conference ended while others were invited to it.");
    }

    /// <summary>Takes somebody out of the conference of the line.</summary>
    /// <param name="participant">Number, user id or competitor id; everybody it fits.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The conference as it is after.</returns>
    /// <exception cref="OktellException">The line is in no conference, nobody of that name is in it, or the server refused.</exception>
    public async Task<ConferenceInfo> RemoveAsync(string participant, CancellationToken cancellation)
    {
        var line = await phone.ReadLineAsync(cancellation).ConfigureAwait(false);
        phone.Require(ConferenceRules.RefusalToRemove(participant, line, phone.IsMe), $"{Phone.Shown(participant)} cannot be removed", participant);
        await phone.DisconnectAsync(line.Conference!.Id, participant, cancellation).ConfigureAwait(false);

        // Where the last but one was removed the server may end the conference.
        return phone.Line.Conference ?? line.Conference with { Participants = [] };
    }

    /// <summary>Leaves the conference of the line; it goes on without the signed-in user as far as the server lets it.</summary>
    /// <exception cref="OktellException">The line is in no conference, the server refused, or the line does not show it.</exception>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        var line = await phone.ReadLineAsync(cancellation).ConfigureAwait(false);
        phone.Require(line.Conference is null ? OktellErrors.ConferenceMissing : null, "There is nothing to leave");
        await phone.LeaveConferenceAsync(line.Conference!.Id, cancellation).ConfigureAwait(false);
    }

    private async Task<ConferenceInfo> StartAsync(IReadOnlyList<string> participants, string? name, bool record, CancellationToken cancellation)
    {
        var id = Guid.NewGuid().ToString("D");
        var competitors = Competitors(participants.Where(one => !phone.IsMe(one)).Distinct(StringComparer.Ordinal), version.Dated < VersionWithNumber ? "intnumber" : "number");
        competitors.Insert(0, new JsonObject { ["userlogin"] = client.Login });
        phone.MarkMadeHere(id);
        var line = await phone.PerformUntilInConferenceAsync(
            "createnewconference",
            new JsonObject { ["conference"] = ConferenceRules.Description(id, name, record), ["competitors"] = competitors },
            now => now.Conference?.Id == id,
            OktellErrors.ConferenceNotStarted,
            "the line is not in the conference",
            cancellation).ConfigureAwait(false);
        return line.Conference!;
    }

    private async Task<ConferenceInfo> BuildAsync(CancellationToken cancellation)
    {
        var line = await phone.PerformAsync(
            "buildconferencefromcommutation",
            null,
            now => now.Conference is not null,
            OktellErrors.ConferenceNotStarted,
            "the conversation has not become a conference",
            cancellation,
            TimeToBuild).ConfigureAwait(false);
        phone.MarkMadeHere(line.Conference!.Id);
        return (await ReloadAsync(cancellation).ConfigureAwait(false)) ?? line.Conference;
    }

    private async Task RequireHeldMayComeAsync(CancellationToken cancellation)
    {
        var may = await client.RequestAsync("checkcanconnecttogathertoconference", null, cancellation).ConfigureAwait(false);
        if (may.GetFlag("canconnecttogather") != true)
        {
            throw new OktellException(OktellErrors.ConferenceNotJoinable, "The server does not allow the party on hold to be taken into the conference.");
        }
    }

    private Task<LineSnapshot> TakeInHeldAsync(string id, CancellationToken cancellation) => phone.PerformAsync(
        "connecttogathertoconference",
        null,
        now => now.Held is null && now.Conference?.Id == id,
        OktellErrors.CallNotChanged,
        "the party is still on hold",
        cancellation);

    // What the line shows after it need not change at once: only a lost reply asks whether it does.
    private Task SendAsync(string method, JsonObject body, Func<LineSnapshot, bool> isShown, CancellationToken cancellation) =>
        phone.SendOrFindAsync(() => client.RequestAsync(method, body, cancellation), isShown, cancellation);

    private static JsonArray Competitors(IEnumerable<string> identities, string numberField) =>
        new([.. identities.Select(identity => (JsonNode)new JsonObject { [ConferenceRules.IsUserId(identity) ? "userid" : numberField] = identity })]);

    private static bool IsIn(LineSnapshot line, string identity) => line.Conference?.Participants.Any(shown => shown.IsKnownAs(identity)) == true;
}
