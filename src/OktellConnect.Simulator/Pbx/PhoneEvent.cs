namespace OktellConnect.Simulator.Pbx;

/// <summary>What happens on a phone, in the words of the protocol's events.</summary>
internal enum PhoneEvent
{
    AutocallStarted,
    AutocallStopped,
    RingStarted,
    RingStopped,
    IvrStarted,
    IvrStopped,
    CommutationStarted,
    CommutationStopped,
    LineStateChanged,
}
