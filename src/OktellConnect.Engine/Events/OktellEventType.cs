namespace OktellConnect.Events;

/// <summary>Kinds of events.</summary>
public enum OktellEventType
{
    /// <summary>The connection was lost, opened again, closed or given up.</summary>
    Connection,

    /// <summary>The call on the own line changed.</summary>
    Call,

    /// <summary>The state of the signed-in user changed.</summary>
    UserState,

    /// <summary>The server told the state of a number of the plan.</summary>
    NumberState,

    /// <summary>A caller began or stopped waiting in the queue of the signed-in user.</summary>
    Queue,

    /// <summary>The conference on the own line changed.</summary>
    Conference,

    /// <summary>A text message came or was sent.</summary>
    Message,

    /// <summary>Another user's program sent an event of its own.</summary>
    Custom,

    /// <summary>A push of the server, as it came.</summary>
    Server,

    /// <summary>The connection was lost and opened again: what happened in between was not seen.</summary>
    Gap,

    /// <summary>The reader was too slow: events before this one were dropped.</summary>
    Loss,
}
