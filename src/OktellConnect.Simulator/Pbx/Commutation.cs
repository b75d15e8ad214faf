namespace OktellConnect.Simulator.Pbx;

/// <summary>One uninterrupted talk. Being put on hold ends it; coming back begins another one.</summary>
/// <param name="Id">Its id; the recording belongs to it.</param>
/// <param name="Started">When the attempt began that led to it.</param>
/// <param name="Answered">When the talk began.</param>
/// <param name="Timestamp">Reading of the clock at <paramref name="Answered"/>, for its length.</param>
/// <param name="Reason">What it began with.</param>
internal sealed record Commutation(string Id, DateTime Started, DateTime Answered, long Timestamp, StartReason Reason);
