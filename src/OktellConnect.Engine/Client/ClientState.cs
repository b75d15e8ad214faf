namespace OktellConnect.Client;

/// <summary>States of a connection.</summary>
public enum ClientState
{
    /// <summary>Closed by its owner, or not opened yet.</summary>
    Closed,

    /// <summary>Being opened for the first time.</summary>
    Connecting,

    /// <summary>Signed in.</summary>
    Open,

    /// <summary>Lost; being opened again.</summary>
    Reconnecting,

    /// <summary>Lost or refused for good; a new connection is needed.</summary>
    Failed,
}

/// <summary>A change of state, handed to <see cref="OktellClient.StateChanged"/>.</summary>
public sealed class ClientStateChangedEventArgs : EventArgs
{
    internal ClientStateChangedEventArgs(ClientState state, ClientState previous, string? reason)
    {
        State = state;
        Previous = previous;
        Reason = reason;
    }

    /// <summary>The new state.</summary>
    public ClientState State { get; }

    /// <summary>The state before.</summary>
    public ClientState Previous { get; }

    /// <summary>Why, for people; null where there is nothing to explain.</summary>
    public string? Reason { get; }
}
