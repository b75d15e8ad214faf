namespace OktellConnect.Telephony;

/// <summary>All there is on the own line at one moment. Immutable.</summary>
internal sealed record LineSnapshot
{
    public LineState State { get; init; } = LineState.Unknown;

    /// <summary>The call on the line, or the last one; null before the first.</summary>
    public CallInfo? LastCall { get; init; }

    /// <summary>Who is on the line: a person, an IVR, or a conference as a whole; null where nobody is.</summary>
    public CallParty? Current { get; init; }

    /// <summary>Who is on hold: a person or a conference as a whole.</summary>
    public CallParty? Held { get; init; }

    public ConferenceInfo? Conference { get; init; }

    /// <summary>Who is on the line, a conference shown as its participants without oneself.</summary>
    public IReadOnlyList<CallParty> Parties { get; init; } = [];

    public CallInfo? Call => LastCall is { HasEnded: false } ? LastCall : null;

    /// <summary>Whether somebody is on the line that the text names: a number, a user id, a competitor id.</summary>
    public bool IsOnLine(string identity) => Current?.IsKnownAs(identity) == true || Parties.Any(party => party.IsKnownAs(identity));

    public bool Equals(LineSnapshot? other) => other is not null
        && (State, Current, Held, Conference) == (other.State, other.Current, other.Held, other.Conference)
        && ReferenceEquals(LastCall, other.LastCall)
        && Parties.SequenceEqual(other.Parties);

    public override int GetHashCode() => State.GetHashCode();
}
