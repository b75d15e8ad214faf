using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.Messaging;

/// <summary>One text message to one person. Time is local.</summary>
internal sealed record TextMessage(string Id, DateTime Time, Person From, Person To, string Text);
