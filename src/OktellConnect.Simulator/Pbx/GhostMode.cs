namespace OktellConnect.Simulator.Pbx;

/// <summary>What a supervisor does in somebody's talk.</summary>
internal enum GhostMode
{
    /// <summary>Hears everybody, nobody hears him.</summary>
    Monitor,

    /// <summary>The one he came for hears him.</summary>
    Help,

    /// <summary>Everybody hears and sees him.</summary>
    Conference,
}
