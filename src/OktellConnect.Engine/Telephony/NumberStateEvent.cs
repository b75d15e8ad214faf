using OktellConnect.Events;

namespace OktellConnect.Telephony;

/// <summary>
/// The server told the state of a number of the plan. It may tell the same again, then <paramref name="Previous"/> equals <paramref name="State"/>. After a gap
/// or a loss there is one for every number whose state turned out to be another.
/// </summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Number">The number.</param>
/// <param name="Name">Name shown for the number, or null.</param>
/// <param name="State">The state.</param>
/// <param name="StateId">The server's number for the state; null where it gave none.</param>
/// <param name="Previous">The state known before.</param>
public sealed record NumberStateEvent(DateTimeOffset Time, string Number, string? Name, NumberState State, int? StateId, NumberState Previous)
    : OktellEvent(OktellEventType.NumberState, Time)
{
    /// <summary>Department of the number, or null.</summary>
    public string? Department { get; init; }
}
