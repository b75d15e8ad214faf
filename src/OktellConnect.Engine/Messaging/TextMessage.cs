namespace OktellConnect.Messaging;

/// <summary>A text message between two users of the server. Immutable.</summary>
public sealed record TextMessage
{
    /// <summary>Id, lower case; the server's, or ours where it told none.</summary>
    public required string Id { get; init; }

    /// <summary>When it was sent: by this computer's clock for what was seen at once, by the server's for what came later or from its history.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Whether it came to the signed-in user; otherwise it was sent by him.</summary>
    public bool IsIncoming { get; init; }

    /// <summary>Oktell's id of the sender, lower case, or null.</summary>
    public string? FromId { get; init; }

    /// <summary>Login of the sender; null where the server does not tell it.</summary>
    public string? FromLogin { get; init; }

    /// <summary>Name of the sender, or null.</summary>
    public string? FromName { get; init; }

    /// <summary>Oktell's id of the recipient, lower case, or null.</summary>
    public string? ToId { get; init; }

    /// <summary>Login of the recipient; null where the server does not tell it.</summary>
    public string? ToLogin { get; init; }

    /// <summary>Name of the recipient, or null.</summary>
    public string? ToName { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the id was made here: then the same message may be known to the server under another.</summary>
    internal bool HasOwnId { get; init; }

    internal string? PartnerId => IsIncoming ? FromId : ToId;

    /// <summary>Who to whom, and the text.</summary>
    public override string ToString() => $"{FromName ?? FromLogin ?? FromId} → {ToName ?? ToLogin ?? ToId}: {Text}";
}
