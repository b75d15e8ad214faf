using OktellConnect.Client;
using OktellConnect.Events;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>
/// State of the signed-in user: read when the connection opens and after every gap, kept up to date by
/// <c>userstatechanged</c>. Thread-safe.
/// </summary>
public sealed class OwnState
{
    internal const string ChangeEvent = "userstatechanged";

    /// <summary>Servers dated before this do not tell reliably whether a task is being worked on.</summary>
    private const int DatedWithTask = 150416;

    private readonly object gate = new();
    private readonly OktellClient client;
    private readonly IEventSink events;
    private readonly bool believesTask;
    private UserStateInfo current;
    private IReadOnlyList<BreakReason> reasons = [];

    internal OwnState(OktellClient client, ServerVersion version, IEventSink events)
    {
        this.client = client;
        this.events = events;
        believesTask = version.Dated is null or >= DatedWithTask;
        current = new UserStateInfo { Login = client.Login, State = UserState.Unknown };
    }

    /// <summary>The state as last told by the server.</summary>
    public UserStateInfo Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    /// <summary>Reasons for a break, in the server's order; empty where it lists none.</summary>
    public IReadOnlyList<BreakReason> BreakReasons
    {
        get
        {
            lock (gate)
            {
                return reasons;
            }
        }
    }

    /// <summary>Asks the server for break reasons and state again, and returns the state.</summary>
    /// <exception cref="OktellException">The server refused or did not answer.</exception>
    public async Task<UserStateInfo> ReloadAsync(CancellationToken cancellation)
    {
        var list = await client.RequestAsync("cc_getlunchtypes", null, cancellation).ConfigureAwait(false);
        lock (gate)
        {
            reasons = [.. list.GetItems("items")
                .Where(item => item.GetSmallNumber("id") is not null && item.GetNonEmptyText("name") is not null)
                .Select(item => new BreakReason(item.GetSmallNumber("id")!.Value, item.GetNonEmptyText("name")!))];
        }

        return Take(UserStateReply.Read(await client.RequestAsync("getuserstate", null, cancellation).ConfigureAwait(false)));
    }

    /// <summary>Changes the state and returns what the server says it is then.</summary>
    /// <param name="wanted">The state wanted. Redirecting takes a redirect rule on the server.</param>
    /// <param name="breakReason">For a break: name or number of the reason; null for the first of the server's list.</param>
    /// <param name="callCenter">For ready: work in the call centre.</param>
    /// <param name="manual">For ready in the call centre: take calls by hand.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="OktellException">The reason is not known, the state cannot be set now, or the server refused.</exception>
    public async Task<UserStateInfo> SetAsync(WantedUserState wanted, string? breakReason, bool callCenter, bool manual, CancellationToken cancellation)
    {
        var reason = wanted == WantedUserState.Break ? FindReason(breakReason) : null;
        var now = Current;
        if (wanted == WantedUserState.Redirect && !now.Redirected)
        {
            await RequireRedirectAsync(now, cancellation).ConfigureAwait(false);
        }

        try
        {
            var state = now;
            foreach (var step in UserStateTable.Steps(wanted, callCenter, manual, reason, now))
            {
                state = Take(UserStateReply.Read(await client.RequestAsync("setuserstate", step, cancellation).ConfigureAwait(false)), reason);
            }

            return state;
        }
        catch (OktellRequestException failure) when (failure.IsOutcomeUnknown)
        {
            // The reply was lost: what the server says now is the outcome.
            if (await IsNowAsync(wanted, callCenter, manual, reason, cancellation).ConfigureAwait(false))
            {
                return Current;
            }

            throw;
        }
    }

    /// <summary>The reason of that name or number.</summary>
    /// <exception cref="OktellException">The server does not list it.</exception>
    public BreakReason? FindReason(string? nameOrId)
    {
        var known = BreakReasons;
        if (nameOrId is null)
        {
            return known.Count > 0 ? known[0] : null;
        }

        return known.FirstOrDefault(reason => string.Equals(reason.Name, nameOrId, StringComparison.OrdinalIgnoreCase))
            ?? known.FirstOrDefault(reason => reason.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == nameOrId)
            ?? throw new OktellException(OktellErrors.UnknownBreakReason,
                $"The server has no break reason \"{nameOrId}\"; it has: {(known.Count > 0 ? string.Join(", ", known) : "none")}.", target: nameOrId);
    }

    internal void Apply(ServerEvent change) => Take(UserStateReply.Read(change.Body));

    private async Task<bool> IsNowAsync(WantedUserState wanted, bool callCenter, bool manual, BreakReason? reason, CancellationToken cancellation)
    {
        try
        {
            var now = await ReloadAsync(cancellation).ConfigureAwait(false);
            return UserStateTable.Steps(wanted, callCenter, manual, reason, now).Count == 0;
        }
        catch (OktellRequestException unreadable)
        {
            client.Journal.Note(0, "UserStateUnreadable", $"The user state could not be read after a lost reply: {unreadable.Summary}");
            return false;
        }
    }

    private async Task RequireRedirectAsync(UserStateInfo now, CancellationToken cancellation)
    {
        if (now.State == UserState.Busy)
        {
            throw new OktellException(OktellErrors.UserStateNotPossible, "Redirecting cannot be switched on while the user is busy.");
        }

        var rules = await client.RequestAsync("getredirectrules", null, cancellation).ConfigureAwait(false);
        if (!rules.GetItems("redirectrules").Any(rule => rule.GetNonEmptyText("destinationnumber") is not null))
        {
            throw new OktellException(OktellErrors.UserStateNotPossible, "The user has no redirect rule with a number on the server.");
        }
    }

    // Some fields keep their old value where the server is silent, others count as false: the vendor's client reads them so.
    private UserStateInfo Take(UserStateReply reply, BreakReason? asked = null)
    {
        lock (gate)
        {
            var stateId = reply.StateId ?? current.StateId;
            var state = stateId is >= 0 and <= 7 and not 4 ? (UserState)stateId : UserState.Unknown;
            var onBreak = state == UserState.Break || (reply.OnBreak ?? false);
            var reason = reply.BreakReasonId is { } id ? reasons.FirstOrDefault(known => known.Id == id) : asked ?? current.BreakReason;
            var before = current;
            var next = new UserStateInfo
            {
                Login = client.Login,
                State = state,
                StateId = stateId,
                CallCenter = reply.OnCallCenter ?? current.CallCenter,
                Manual = reply.OnManual ?? false,
                OnBreak = onBreak,
                Redirected = reply.OnRedirect ?? current.Redirected,
                OnTask = believesTask && (reply.OnTask ?? false),
                BreakReason = onBreak ? reason : null,
            };
            var (stateWord, statusWord) = UserStateWords.Derive(before, next, believesTask ? next.OnTask : state == UserState.Busy);
            current = next with { StateWord = stateWord, StatusWord = statusWord };
            if (state == UserState.Unknown && stateId != before.StateId)
            {
                client.Journal.Note(0, "UnknownUserState", $"The server says user state {stateId}, which is not known.");
            }

            if (current != before && events.IsWanted(OktellEventType.UserState))
            {
                events.Publish(new UserStateEvent(client.Options.Clock.GetUtcNow(), current));
            }

            return current;
        }
    }
}
