using OktellConnect.Protocol;

namespace OktellConnect.Journal;

/// <summary>
/// An entry before its secrets are struck out, which costs more than receiving it: done when somebody reads it, or by the
/// writer of the file.
/// </summary>
/// <param name="Time">When it happened.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Connection">Number of the connection.</param>
/// <param name="Name">Name of the message, or what the note is about.</param>
/// <param name="Message">The message; empty where <paramref name="Text"/> stands for it.</param>
/// <param name="Size">Length of the message on the wire.</param>
/// <param name="Text">A note, or a message whose secrets have been struck out; null otherwise.</param>
internal readonly record struct RawEntry(DateTimeOffset Time, JournalEntryKind Kind, int Connection, string Name, ReadOnlyMemory<byte> Message, int Size, string? Text)
{
    public JournalEntry Redacted(IReadOnlyCollection<string> secrets) => new()
    {
        Time = Time,
        Kind = Kind,
        Connection = Connection,
        Size = Size,
        Name = Name,
        Text = Text is not null ? Kind == JournalEntryKind.Note ? FrameRedactor.RedactText(Text, secrets) : Text
            : Message.IsEmpty ? "" : FrameRedactor.Redact(Message, secrets),
    };
}
