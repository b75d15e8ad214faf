namespace OktellConnect.Statistics;

/// <summary>Direction of a call as the company sees it.</summary>
public enum CallDirection
{
    /// <summary>The source does not say.</summary>
    Unknown,

    /// <summary>From outside.</summary>
    Incoming,

    /// <summary>To outside.</summary>
    Outgoing,

    /// <summary>Between numbers of the plan.</summary>
    Internal,

    /// <summary>From outside through to outside.</summary>
    Transit,
}

/// <summary>One party of a call.</summary>
/// <param name="Number">Number as the source gives it, or null.</param>
/// <param name="Name">Name as the source gives it, or null.</param>
/// <param name="UserId">Oktell's user id, lower case; null for outside parties and the system.</param>
public sealed record CallParty(string? Number, string? Name, string? UserId);

/// <summary>
/// One leg of a call: a commutation of two parties, or an attempt at one. Legs with one <see cref="ChainId"/> are one call.
/// Times are the server's local wall clock, as the server gives no offset. Immutable.
/// </summary>
public sealed record CallRecord
{
    /// <summary>Id of the leg, lower case.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the call the leg belongs to, lower case, or null.</summary>
    public string? ChainId { get; init; }

    /// <summary>When the leg started.</summary>
    public required DateTime Started { get; init; }

    /// <summary>When it was answered, or null.</summary>
    public DateTime? Answered { get; init; }

    /// <summary>When it ended, or null while it is live.</summary>
    public DateTime? Ended { get; init; }

    /// <summary>Direction.</summary>
    public CallDirection Direction { get; init; }

    /// <summary>Oktell's <c>ConnectionType</c> (1 to 8), or null.</summary>
    public int? ConnectionType { get; init; }

    /// <summary>Side A: who called.</summary>
    public required CallParty From { get; init; }

    /// <summary>Side B: who was called.</summary>
    public required CallParty To { get; init; }

    /// <summary>What side A dialled, or null.</summary>
    public string? Dialled { get; init; }

    /// <summary>Whether a recording exists.</summary>
    public bool Recorded { get; init; }

    /// <summary>Link of the recording on the server, beginning with /, or null.</summary>
    public string? RecordLink { get; init; }

    /// <summary>Name of the customer as the number map has it; null where it was not looked up or the number is unknown.</summary>
    public string? CustomerName { get; init; }

    /// <summary>
    /// The customer's number: of side A of an incoming call, of side B of an outgoing one; null for every other direction,
    /// which has no customer's side, and where the source gives no number.
    /// </summary>
    public string? CustomerNumber => Direction switch
    {
        CallDirection.Incoming => From.Number,
        CallDirection.Outgoing => To.Number,
        _ => null,
    };

    /// <summary>Whether somebody answered.</summary>
    public bool IsAnswered => Answered is not null;

    /// <summary>Time from answer to end; zero when nobody answered or the leg is live.</summary>
    public TimeSpan TalkTime => Answered is { } answered && Ended is { } ended && ended > answered ? ended - answered : TimeSpan.Zero;

    /// <summary>Time from start to answer, or to the end when nobody answered.</summary>
    public TimeSpan WaitTime => (Answered ?? Ended) is { } until && until > Started ? until - Started : TimeSpan.Zero;
}
