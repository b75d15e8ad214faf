namespace OktellConnect.Simulator.Pbx;

/// <summary>A department of the number plan.</summary>
internal sealed record Department(string Id, string Name);
