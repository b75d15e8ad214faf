namespace OktellConnect.Protocol;

/// <summary>What a field holds where the other side keeps to the protocol. Readers must bear anything else.</summary>
public enum FieldKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A GUID as text, in lower case where we send it.</summary>
    Id,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false; servers also send 1 and 0.</summary>
    Flag,

    /// <summary>Anything.</summary>
    Any,

    /// <summary>Text that no journal, message or log may hold.</summary>
    Secret,

    /// <summary>An object.</summary>
    Object,
}

/// <summary>One field of a message. Immutable.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Kind">What it holds, or what each element of its list holds.</param>
/// <param name="IsList">Whether it is a list.</param>
/// <param name="Fields">Fields of the object; empty for other kinds and for objects whose fields are not known.</param>
/// <param name="When">When it is sent, or how sure it is, for people; null where it is always there.</param>
public sealed record MessageField(string Name, FieldKind Kind, bool IsList, IReadOnlyList<MessageField> Fields, string? When);
