namespace OktellConnect.Simulator.Pbx;

/// <summary>What a flash is for.</summary>
internal enum FlashMode
{
    /// <summary>On hold and back, or the two exchanged.</summary>
    Switch,

    /// <summary>The current party goes, the held one comes back.</summary>
    Abort,

    /// <summary>As switch, under another name: what else it does on a real PBX is not known.</summary>
    Next,
}
