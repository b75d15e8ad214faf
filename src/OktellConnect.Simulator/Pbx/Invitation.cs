namespace OktellConnect.Simulator.Pbx;

/// <summary>Who is wanted in a conference: one of these names him.</summary>
internal sealed record Invitation(string? UserId, string? Login, string? Number);
