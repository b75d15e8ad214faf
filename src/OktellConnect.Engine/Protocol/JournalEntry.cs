namespace OktellConnect.Protocol;

/// <summary>What an entry of a journal is.</summary>
public enum JournalEntryKind
{
    /// <summary>A message from the server.</summary>
    In,

    /// <summary>A message to the server.</summary>
    Out,

    /// <summary>Something that was tolerated, or that the journal has to say about itself.</summary>
    Note,
}

/// <summary>One entry of a journal: a message with its secrets struck out, or a note. Immutable.</summary>
public sealed record JournalEntry
{
    /// <summary>When it was received, sent or noticed.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What it is.</summary>
    public JournalEntryKind Kind { get; init; }

    /// <summary>Number of the connection, from 1; a reconnect begins the next one.</summary>
    public int Connection { get; init; }

    /// <summary>Length on the wire in bytes, of a message that came in pieces that of the whole; 0 for a note.</summary>
    public int Size { get; init; }

    /// <summary>Name of the message, or what the note is about.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// The message as JSON with <see cref="FrameRedactor.Mark"/> for every secret, or the note as a sentence. Empty for a message too long to be kept.
    /// </summary>
    public string Text { get; init; } = "";

    /// <summary>Direction and name: the text may hold people's numbers.</summary>
    public override string ToString() => $"{Kind} {Name}";
}
