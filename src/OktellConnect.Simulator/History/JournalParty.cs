namespace OktellConnect.Simulator.History;

/// <summary>One side of a leg.</summary>
/// <param name="Number">Number; for a queue its number.</param>
/// <param name="Name">Text shown for it, may be empty.</param>
/// <param name="UserId">Id of our user, or null.</param>
internal sealed record JournalParty(string Number, string Name, string? UserId);
