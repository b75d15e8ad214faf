namespace OktellConnect.Events;

/// <summary>Where the rooms tell what happened. Thread-safe; never waits and never calls back, so it may be used under a lock.</summary>
internal interface IEventSink
{
    /// <summary>Hands an event to everybody who wants its type. Gaps and losses go to everybody.</summary>
    void Publish(OktellEvent item);

    /// <summary>Whether anybody wants events of a type: ask before building one that costs something.</summary>
    bool IsWanted(OktellEventType type);
}
