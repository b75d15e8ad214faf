namespace OktellConnect.Simulator.Pbx;

/// <summary>
/// How far somebody has come in a conference. The names are the words on the wire: those of the unhappy ends are known from the
/// vendor's client, the two others are our own.
/// </summary>
internal enum CompetitorState
{
    /// <summary>Being called.</summary>
    Invited,

    /// <summary>In it, on hold or not.</summary>
    InConference,

    /// <summary>Was in it and has gone.</summary>
    Exited,

    /// <summary>Was busy, not to be disturbed, or all outside lines were taken.</summary>
    MisInviteBusy,

    /// <summary>One of our people did not answer.</summary>
    MisInviteNotRespond,

    /// <summary>Somebody outside did not answer.</summary>
    MisInviteTimeout,

    /// <summary>The invitation was withdrawn.</summary>
    MisInviteStop,

    /// <summary>The conference ended meanwhile.</summary>
    MisInviteAbort,

    /// <summary>Declined.</summary>
    MisInviteRefuse,
}
