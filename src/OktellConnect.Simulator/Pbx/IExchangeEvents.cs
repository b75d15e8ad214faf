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

/// <summary>
/// Where the exchange tells what happened. Called under the exchange's lock, after the change: an implementation may read the
/// exchange, must not change it, and must not wait.
/// </summary>
internal interface IExchangeEvents
{
    /// <param name="person">Whose phone.</param>
    /// <param name="what">What happened.</param>
    /// <param name="leg">The end of the call it happened to; it may have left the line already.</param>
    void Phone(Person person, PhoneEvent what, Leg leg);

    /// <summary>Something in the person's own state changed.</summary>
    void UserState(Person person);

    /// <summary>The state that everybody sees at the person's number changed.</summary>
    void NumberState(Person person);
}
