namespace OktellConnect.Simulator.Pbx;

/// <summary>A line to the public network: the number that people outside dial and see, and how many calls it carries at a time.</summary>
internal sealed record OutsideLine(string Number, int Channels);
