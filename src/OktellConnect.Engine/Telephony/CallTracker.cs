using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>Makes calls out of the line's states: one from leaving the idle state to returning to it. Not thread-safe.</summary>
internal sealed class CallTracker
{
    private long calls;
    private long talkStarted;

    public LineState State { get; private set; } = LineState.Unknown;

    public bool AutocallMark { get; set; }

    public bool CommutationStoppedMark { get; set; }

    /// <summary>The call on the line, or the last one; null before the first.</summary>
    public CallInfo? Last { get; private set; }

    public CallInfo? Current => Last is { HasEnded: false } ? Last : null;

    public bool HasHeld { get; private set; }

    public string? ConferenceId { get; private set; }

    /// <summary>Takes a reply; true when there is news.</summary>
    public bool Take(ExtendedLineInfo info, TimeProvider clock)
    {
        var (next, mark) = LineStateTable.Derive(State, AutocallMark, info);
        AutocallMark = mark;
        HasHeld = info.Held is not null;
        ConferenceId = info.Abonent?.ConferenceId ?? (info.Abonent is null ? ConferenceId : null);
        return Move(next, info, clock);
    }

    /// <summary>The telephone is gone without a reply having said so.</summary>
    public bool Disconnect(TimeProvider clock)
    {
        HasHeld = false;
        ConferenceId = null;
        return Move(LineState.Disconnected, null, clock);
    }

    /// <summary>The call with its talk time as of now.</summary>
    public CallInfo? Refreshed(CallInfo? call, TimeProvider clock) =>
        call is { State: CallState.Talk, HasEnded: false } ? call with { TalkTime = clock.GetElapsedTime(talkStarted) } : call;

    private bool Move(LineState next, ExtendedLineInfo? info, TimeProvider clock)
    {
        var old = State;
        State = next;
        var now = clock.GetLocalNow();
        if (!LineStateTable.IsInCall(next))
        {
            CommutationStoppedMark = false;
            var ended = Current;
            if (ended is not null)
            {
                Last = Entered(Refreshed(ended, clock)! with { Ended = now, HasHeld = false, HeldNumber = null, HeldName = null }, next, now);
            }

            return ended is not null || old != next;
        }

        var before = Current;
        var call = before ?? new CallInfo { SerialNumber = ++calls, Started = now };
        if (next == LineState.Talk && (old != LineState.Talk || CommutationStoppedMark))
        {
            // The server says how long the conversation lasts already: we may have come late.
            var already = TimeSpan.FromSeconds(Math.Max(0, info?.TalkSeconds ?? 0));
            talkStarted = clock.GetTimestamp() - (long)(already.TotalSeconds * clock.TimestampFrequency);
            call = call with { Answered = call.Answered ?? now - already };
        }

        if (before is null || old != next || (next == LineState.Talk && CommutationStoppedMark))
        {
            call = Entered(call, next, now);
        }

        CommutationStoppedMark = false;
        call = Described(call, next, info);
        Last = call;
        return !Equals(call with { States = [] }, before is null ? null : before with { States = [] }) || call.States.Count != before!.States.Count;
    }

    // Backcall and call look alike: one entry for both.
    private static CallInfo Entered(CallInfo call, LineState state, DateTimeOffset now)
    {
        var visible = LineStateTable.ToCallState(state);
        var repeated = visible == call.State && visible == CallState.Call && call.States.Count > 0;
        return call with { State = visible, States = repeated ? call.States : [.. call.States, new CallStateChange(visible, now)] };
    }

    private static CallInfo Described(CallInfo call, LineState state, ExtendedLineInfo? info)
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
            Id = info?.ChainId ?? call.Id,
            HasHeld = info?.Held is not null,
            HeldNumber = info?.Held?.Number,
            HeldName = info?.Held?.Name,
        };
        return info?.Abonent is { IsEmpty: false } party
            ? call with { Number = party.Number, Name = party.Name, UserId = party.UserId, IsExternal = party.IsExternal, ConferenceId = party.ConferenceId }
            : call;
    }
}
