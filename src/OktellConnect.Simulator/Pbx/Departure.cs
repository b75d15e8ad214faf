namespace OktellConnect.Simulator.Pbx;

/// <summary>An end that was taken off its person's line.</summary>
/// <param name="Leg">The end.</param>
/// <param name="WasHeld">It was on hold; otherwise it was what the phone was doing.</param>
/// <param name="Returned">The held one that came back in its place, or null.</param>
internal readonly record struct Departure(Leg Leg, bool WasHeld, Leg? Returned);
