namespace OktellConnect.Simulator.Pbx;

/// <summary>A reason for a break.</summary>
internal sealed record BreakReason(int Id, string Name);
