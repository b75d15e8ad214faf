using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.History;

/// <summary>One leg of a call as the journal keeps it: a commutation of two parties, or an attempt at one. Times are local.</summary>
internal sealed record JournalRow
{
    /// <summary>What links of recordings begin with.</summary>
    public const string RecordFolder = "/download/rec/";

    public required string CommutationId { get; init; }

    public required string ChainId { get; init; }

    public required DateTime Started { get; init; }

    public DateTime? Answered { get; init; }

    public required DateTime Stopped { get; init; }

    public required ConnectionType Type { get; init; }

    public required JournalParty From { get; init; }

    public required JournalParty To { get; init; }

    /// <summary>What side A dialled; for calls from outside our public number.</summary>
    public required string Dialled { get; init; }

    /// <summary>What the leg began with.</summary>
    public StartReason Reason { get; init; } = StartReason.Primary;

    /// <summary>Recording was not wanted: a conference that was made so.</summary>
    public bool IsUnrecorded { get; init; }

    public bool IsRecorded => Answered is not null && !IsUnrecorded && Type is not (ConnectionType.OutsideToService or ConnectionType.InsideToService);

    /// <summary>Link of the recording, empty where there is none.</summary>
    public string RecordLink => IsRecorded ? RecordFolder + CommutationId : "";

    public TimeSpan TalkTime => Answered is { } answered ? Stopped - answered : TimeSpan.Zero;
}
