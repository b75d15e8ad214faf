using OktellConnect.Client;

namespace OktellConnect.Events;

/// <summary>A push of the server, as it came (docs/protocol.md, "Events").</summary>
public sealed record ServerPushEvent : OktellEvent
{
    private readonly ServerEvent push;
    private IReadOnlyDictionary<string, object?>? parameters;

    internal ServerPushEvent(ServerEvent push)
        : base(OktellEventType.Server, push.Time) => this.push = push;

    /// <summary>The server's name for the event.</summary>
    public string Name => push.Name;

    /// <summary>What the server says with it, as plain values. Read when first asked for.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => parameters ??= push.Parameters;
}
