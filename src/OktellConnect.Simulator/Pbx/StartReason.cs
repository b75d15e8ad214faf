namespace OktellConnect.Simulator.Pbx;

/// <summary>What a commutation began with, in Oktell's codes.</summary>
internal enum StartReason
{
    /// <summary>Somebody answered, or was connected.</summary>
    Primary = 1,

    /// <summary>The party on hold came back by itself: the current one had gone.</summary>
    AutomaticReturn = 2,

    /// <summary>The party on hold was taken back.</summary>
    OperatorReturn = 5,
}
