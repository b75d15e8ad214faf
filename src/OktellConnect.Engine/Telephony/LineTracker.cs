using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>
/// What the line shows, made of replies and of the little that pushes say by themselves; and the calls in it: one from leaving the
/// idle state to returning to it with nobody on hold. Not thread-safe.
/// </summary>
internal sealed class LineTracker(string ownId, Func<string?, bool> isOwnNumber, TimeProvider clock)
{
    private readonly TalkTimer timer = new(clock);
    private bool autocallMark;
    private bool commutationStoppedMark;
    private string? announcedConference;
    private string? conferenceMadeHere;
    private ConferenceList? conference;
    private long calls;

    /// <summary>The line as last read; the call's talk time is that of the last change, see <see cref="Refreshed"/>.</summary>
    public LineSnapshot Now { get; private set; } = new();

    /// <summary>What the line showed between the last two replies, though neither says so: a call ended and another one rings. Else null.</summary>
    public LineSnapshot? Between { get; private set; }

    /// <summary>The conference a party is, or the one that a push announced where the line itself does not say which; null for none.</summary>
    public string? ConferenceOf(Abonent party) => party.ConferenceId ?? (party.IsConference ? announcedConference : null);

    /// <summary>Everybody in the conference, those not shown too; empty outside conferences.</summary>
    public IReadOnlyList<Abonent> Competitors => conference?.Competitors ?? [];

    /// <summary>The server's word for how the supervisor listens, where it tells one.</summary>
    public string? GhostMode => conference?.GhostMode;

    /// <summary>Takes what a push says by itself; true when there is news. The line has to be read again all the same.</summary>
    public bool Take(string push, ConferenceReply conferenceNews, string? startedConference)
    {
        Between = null;
        switch (push)
        {
            case LineEventTable.AutocallStarted:
                autocallMark = true;
                return false;
            case LineEventTable.CommutationStopped:
                commutationStoppedMark = true;
                timer.Stop();
                return false;
            case LineEventTable.CommutationStarted:
                timer.Restart();
                announcedConference = startedConference ?? announcedConference;
                return false;
            case LineEventTable.CompositionChanged when conference is not null:
                conference = conference.WithComposition(conferenceNews);
                return Show(Now.State, Now.Current, Now.Held, Now.LastCall);
            case LineEventTable.CompetitorChanged when conference is not null:
                conference = conference.WithStates(conferenceNews);
                return Show(Now.State, Now.Current, Now.Held, Now.LastCall);
            default:
                return false;
        }
    }

    /// <summary>Remembers that this client made the conference.</summary>
    public void MarkMadeHere(string conferenceId) => conferenceMadeHere = conferenceId;

    /// <summary>Takes a reply about the line, with the one about its conference where it is in one; true when there is news.</summary>
    public bool Take(ExtendedLineInfo info, ConferenceReply? conferenceReply)
    {
        var (next, mark, _) = LineStateTable.Derive(Now.State, autocallMark, info);
        autocallMark = mark;
        Between = null;
        var held = CallParty.From(info.Held);
        if (info.Abonent is not { } party)
        {
            // Such a reply says nothing but who is on hold; with nobody there any more, a call on the dial tone is over.
            return LineStateTable.IsInCall(Now.State)
                ? Show(Now.State, Now.Current, held, Now.Call! with { HasHeld = held is not null, HeldNumber = held?.Number, HeldName = held?.Name })
                : Move(Now.State, null, held, null);
        }

        var current = LineStateTable.IsInCall(next) && CallParty.From(party, info.ChainId) is { } shown ? shown with { ConferenceId = ConferenceOf(party) } : null;
        conference = current?.ConferenceId is { } id && next == LineState.Talk
            ? (conference is { } known && known.Id == id ? known : new ConferenceList(id)).With(conferenceReply).With(party)
            : null;
        announcedConference = LineStateTable.IsInCall(next) ? announcedConference : null;
        if (IsAnotherCall(next, current, held, info.ChainId))
        {
            var here = conference;
            conference = null;
            Move(LineState.Ready, null, null, null);
            Between = Now;
            conference = here;
        }

        return Move(next, current, held, info);
    }

    /// <summary>The telephone is gone without a reply having said so.</summary>
    public bool Disconnect()
    {
        Between = null;
        conference = null;
        return Move(LineState.Disconnected, null, null, null);
    }

    /// <summary>The call with its talk time as of now.</summary>
    public CallInfo? Refreshed(CallInfo? call) => call is { State: CallState.Talk, HasEnded: false } ? call with { TalkTime = timer.Elapsed } : call;

    // With nobody on hold, what rings with another chain than the call that was there does not belong to it; nor does a conversation with
    // somebody else that another chain brings before the call itself was answered. The call has ended, and the line was not read while
    // it was idle. From one conversation to another the chain may change for one call: somebody has passed it on.
    private bool IsAnotherCall(LineState next, CallParty? current, CallParty? held, string? chainId) =>
        LineStateTable.IsInCall(next) && held is null && Now.Held is null
        && Now.Call is { Id: { } before } && chainId is not null && chainId != before
        && (next is LineState.Ring or LineState.BackRing || (Now.State != LineState.Talk && current?.IsSameAs(Now.Current) == false));

    private bool Move(LineState next, CallParty? current, CallParty? held, ExtendedLineInfo? info)
    {
        var old = Now.State;
        var now = clock.GetLocalNow();
        var talksAnew = next == LineState.Talk && (old != LineState.Talk || commutationStoppedMark);
        commutationStoppedMark = false;
        if (next == LineState.Disconnected)
        {
            held = null;
        }

        if (!LineStateTable.IsInCall(next) && held is null)
        {
            var ended = Now.Call is { } open
                ? Entered(Refreshed(open)! with { Ended = now, HasHeld = false, HeldNumber = null, HeldName = null }, next, now)
                : Now.LastCall;
            timer.Stop();
            return Show(next, null, null, ended);
        }

        var before = Now.Call;
        var call = before ?? new CallInfo { SerialNumber = ++calls, Started = now };
        if (talksAnew)
        {
            // The server says how long the conversation lasts already: we may have come late.
            timer.Start(info?.TalkSeconds);
            call = call with { Answered = call.Answered ?? now - timer.Elapsed };
        }

        if (!LineStateTable.IsInCall(next))
        {
            // A dial tone with somebody on hold: the call goes on, though the line looks idle.
            timer.Stop();
            call = Refreshed(call)! with { State = LineStateTable.ToCallState(next) };
        }
        else if (before is null || old != next || talksAnew)
        {
            call = Entered(call, next, now);
        }

        return Show(next, current, held, Described(call, next, current, held, info?.ChainId));
    }

    private bool Show(LineState state, CallParty? current, CallParty? held, CallInfo? call)
    {
        var info = conference?.ToInfo(IsMe, conference.Id == conferenceMadeHere);
        var next = new LineSnapshot
        {
            State = state,
            Current = current,
            Held = held,
            Conference = info,
            LastCall = Now.LastCall is { } before && call is not null && IsUnchanged(before, call) ? before : call,
            Parties = info is null ? (current is null ? [] : [current]) : [.. conference!.Competitors.Where(one => info.Participants.Any(shown => IsOne(shown, one)) && !IsMe(one)).Select(ToParty)],
        };
        var isNews = !next.Equals(Now);
        Now = next;
        return isNews;
    }

    private CallParty ToParty(Abonent competitor) => CallParty.From(competitor)! with { IsConference = false, ConferenceId = conference!.Id };

    private bool IsMe(Abonent one) => one.UserId is { } id ? id == ownId : isOwnNumber(one.Number);

    private static bool IsOne(ConferenceParticipant shown, Abonent one) =>
        (shown.CompetitorId, shown.Number, shown.UserId) == (one.CompetitorId, one.Number, one.UserId);

    private static bool IsUnchanged(CallInfo before, CallInfo after) =>
        before.States.Count == after.States.Count && Equals(before with { States = [] }, after with { States = [] });

    // Backcall and call look alike: one entry for both.
    private static CallInfo Entered(CallInfo call, LineState state, DateTimeOffset now)
    {
        var visible = LineStateTable.ToCallState(state);
        var repeated = visible == call.State && visible == CallState.Call && call.States.Count > 0;
        return call with { State = visible, States = repeated ? call.States : [.. call.States, new CallStateChange(visible, now)] };
    }

    private static CallInfo Described(CallInfo call, LineState state, CallParty? current, CallParty? held, string? chainId)
    {
        var direction = call.Direction != PhoneDirection.Unknown || call.States.Count > 1 ? call.Direction : state switch
        {
            LineState.Ring => PhoneDirection.Incoming,
            LineState.BackRing or LineState.BackCall or LineState.Call => PhoneDirection.Outgoing,
            _ => PhoneDirection.Unknown,
        };
        call = call with
        {
            Direction = direction,
            Id = chainId ?? call.Id,
            HasHeld = held is not null,
            HeldNumber = held?.Number,
            HeldName = held?.Name,
        };
        return current is null ? call : call with
        {
            Number = current.Number,
            Name = current.Name,
            UserId = current.UserId,
            IsExternal = current.IsExternal,
            ConferenceId = current.ConferenceId,
        };
    }
}
