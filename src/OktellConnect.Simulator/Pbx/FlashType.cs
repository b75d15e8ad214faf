namespace OktellConnect.Simulator.Pbx;

/// <summary>What became of a hold, in the protocol's codes: 1 to 8 for the one who holds, from 11 for the one who is held.</summary>
internal enum FlashType
{
    Put = 1,
    Return = 2,
    Abort = 3,
    Lost = 4,

    /// <summary>Current and held were connected with each other.</summary>
    Switch = 5,

    /// <summary>The held one was brought into the conference.</summary>
    Invite = 6,

    /// <summary>Current and held were exchanged.</summary>
    Between = 7,

    Next = 8,
    Flashed = 11,
    Restored = 12,
    Aborted = 13,
}
