namespace OktellConnect.Simulator.Pbx;

/// <summary>What one end of a call is doing. A line's information is drawn from this alone.</summary>
internal enum LegState
{
    /// <summary>Takes part, but the phone does nothing yet: an outside party, or the one who ordered a call with the other side first.</summary>
    Waiting,

    /// <summary>The phone of the one who ordered the call rings first.</summary>
    CallbackRinging,

    /// <summary>Off-hook, the other side is being called.</summary>
    Dialling,

    /// <summary>Being called.</summary>
    Ringing,

    /// <summary>Picked up, waiting for the one who ordered the call.</summary>
    WaitingForAnswer,

    /// <summary>Listening to a service (a queue's announcement).</summary>
    InService,

    /// <summary>Picked up and through: talking, or waiting while the other side has put it on hold.</summary>
    Talking,
}
