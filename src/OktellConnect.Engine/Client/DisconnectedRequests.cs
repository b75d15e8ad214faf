namespace OktellConnect.Client;

/// <summary>What becomes of requests while the connection is being opened again.</summary>
public enum DisconnectedRequests
{
    /// <summary>
    /// They wait for it, for as long as their timeout allows; and one that only reads and lost its reply with the connection is sent once more.
    /// </summary>
    Wait,

    /// <summary>They fail at once, and nothing is sent a second time.</summary>
    Fail,
}
