using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>Listening to the calls of others, as a supervisor (docs/protocol.md, "Supervisor"). Thread-safe.</summary>
public sealed class CallMonitor
{
    /// <summary>The server's number for a missing right.</summary>
    private const int NoRights = 52710;

    private readonly OktellClient client;
    private readonly Phone phone;
    private readonly NumberPlan numberPlan;
    private readonly object gate = new();
    private string? askedFor;
    private string? knownWord;
    private MonitorInfo? current;

    internal CallMonitor(OktellClient client, Phone phone, NumberPlan numberPlan)
    {
        this.client = client;
        this.phone = phone;
        this.numberPlan = numberPlan;
    }

    /// <summary>The monitoring that is on, as the line was last read; null where there is none.</summary>
    public MonitorInfo? Current
    {
        get
        {
            var conference = phone.Line.Conference;
            var word = phone.GhostMode;
            lock (gate)
            {
                if (conference is not { IsMonitoring: true })
                {
                    askedFor = current is null ? askedFor : null;
                    return current = null;
                }

                if (current?.ConferenceId != conference.Id)
                {
                    current = Describe(conference, word);
                }
                else if (word != knownWord)
                {
                    // The server has changed it by itself, or somebody at another client.
                    current = current with { Mode = MonitorRules.ModeOf(word) };
                }

                knownWord = word;
                return current;
            }
        }
    }

    /// <summary>Listens to the call of a user: the own telephone rings and hears the call when it is picked up.</summary>
    /// <param name="identity">User id, or a number of the user.</param>
    /// <param name="mode">How. Other ways than listening are set once the own telephone hears the call.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="OktellException">The user is not known, the own line is not free, the right is missing, the server refused, or the line does not show it.</exception>
    public async Task<MonitorInfo> StartAsync(string identity, MonitorMode mode, CancellationToken cancellation)
    {
        var target = numberPlan.FindUser(identity)
            ?? throw new OktellException(OktellErrors.UserNotFound, $"The server lists no user with the number or id {Phone.Shown(identity)}.", target: identity);
        var line = await phone.ReadLineAsync(cancellation).ConfigureAwait(false);
        phone.Require(MonitorRules.RefusalToStart(line, phone.IsMe(target.Id)), $"{target} cannot be monitored", identity);
        lock (gate)
        {
            askedFor = target.Id;
        }

        try
        {
            await phone.PerformUntilInConferenceAsync(
                "attachasghost",
                new JsonObject { ["ghostedid"] = target.Id },
                now => now.Conference is { IsMonitoring: true },
                OktellErrors.MonitorNotStarted,
                "the own telephone does not hear the call",
                cancellation).ConfigureAwait(false);
        }
        catch (OktellRequestException refused) when (refused.ServerError == NoRights)
        {
            throw new OktellException(OktellErrors.MonitorNotAllowed, $"The signed-in user may not listen to {target}.", refused, identity);
        }

        var started = Current ?? throw new OktellException(OktellErrors.MonitorNotStarted, "The monitoring ended at once.");
        return mode == MonitorMode.Listen ? started : await SetModeAsync(mode, cancellation).ConfigureAwait(false);
    }

    /// <summary>Changes how the supervisor takes part.</summary>
    /// <exception cref="OktellException">Nothing is monitored, the user has left the call, or the server refused.</exception>
    public async Task<MonitorInfo> SetModeAsync(MonitorMode mode, CancellationToken cancellation)
    {
        var line = await phone.ReadLineAsync(cancellation).ConfigureAwait(false);
        var now = Current ?? throw new OktellException(OktellErrors.MonitorNotActive, "Nobody is monitored.");
        var competitor = phone.FindCompetitor(one => one.UserId is not null && one.UserId == now.UserId)
            ?? throw new OktellException(OktellErrors.MonitorTargetMissing, $"{now.Name ?? "The monitored user"} is not in the call any more.");
        var (method, body) = MonitorRules.MessageToSet(mode, line.Conference!.Id, competitor);
        await client.RequestAsync(method, body, cancellation).ConfigureAwait(false);
        await phone.ReloadAsync(cancellation).ConfigureAwait(false);
        lock (gate)
        {
            current = now with { Mode = mode };
            knownWord = phone.GhostMode;
        }

        return Current ?? throw new OktellException(OktellErrors.MonitorNotActive, "The monitoring ended while its mode was set.");
    }

    /// <summary>Stops listening; the call of the others goes on.</summary>
    /// <exception cref="OktellException">Nothing is monitored, the server refused, or the line does not show it.</exception>
    public async Task StopAsync(CancellationToken cancellation)
    {
        var line = await phone.ReadLineAsync(cancellation).ConfigureAwait(false);
        phone.Require(line.Conference is { IsMonitoring: true } ? null : OktellErrors.MonitorNotActive, "There is nothing to stop");
        await phone.LeaveConferenceAsync(line.Conference!.Id, cancellation).ConfigureAwait(false);
    }

    // Who is monitored: the one the server marks; where it marks nobody, the one asked for.
    private MonitorInfo Describe(ConferenceInfo conference, string? word)
    {
        var competitor = phone.FindCompetitor(one => one.IsGhostMajor)
            ?? phone.FindCompetitor(one => one.UserId is not null && one.UserId == askedFor)
            ?? phone.FindCompetitor(one => one.IsGhost && one.UserId is { } id && !phone.IsMe(id));
        var userId = competitor?.UserId ?? askedFor;
        var person = userId is null ? null : numberPlan.FindUser(userId);
        return new MonitorInfo
        {
            UserId = userId,
            Name = competitor?.Name ?? person?.Name,
            Number = competitor?.Number ?? person?.MainNumber,
            Mode = MonitorRules.ModeOf(word),
            ConferenceId = conference.Id,
            Started = client.Options.Clock.GetLocalNow(),
        };
    }
}
