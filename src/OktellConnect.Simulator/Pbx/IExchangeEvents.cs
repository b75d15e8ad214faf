namespace OktellConnect.Simulator.Pbx;

/// <summary>
/// Where the exchange tells what happened. Called under the exchange's lock, after the change: an implementation may read the
/// exchange, must not change it, and must not wait.
/// </summary>
internal interface IExchangeEvents
{
    /// <param name="person">Whose phone.</param>
    /// <param name="what">What happened.</param>
    /// <param name="leg">The end of the call it happened to; it may have left the line already.</param>
    /// <param name="commutationId">The talk that began or ended, where one did.</param>
    void Phone(Person person, PhoneEvent what, Leg leg, string? commutationId);

    /// <summary>Something became of a hold.</summary>
    /// <param name="person">Who holds, or is held.</param>
    /// <param name="what">What.</param>
    /// <param name="leg">The person's end of the call that was or is on hold.</param>
    void Flash(Person person, FlashType what, Leg leg);

    /// <summary>The list of a conference's participants changed for this one of them.</summary>
    void Composition(Person person, string conferenceId);

    /// <summary>One participant's state changed. Comes after the composition: the vendor's client fails on a participant that it does not know.</summary>
    void CompetitorState(Person person, string conferenceId, string competitorId);

    /// <summary>Something in the person's own state changed.</summary>
    void UserState(Person person);

    /// <summary>The state that everybody sees at the person's number changed.</summary>
    void NumberState(Person person);
}
