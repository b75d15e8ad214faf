namespace OktellConnect.Protocol;

/// <summary>Whether a request may be sent again when its first reply was lost.</summary>
public enum RepeatCategory
{
    /// <summary>Changes nothing: may be repeated.</summary>
    Read,

    /// <summary>Sets a state: repeating it gives the same state, unless somebody else changed it in between.</summary>
    LastWins,

    /// <summary>The server refuses it when it has been done: may be repeated, the refusal compared.</summary>
    Checked,

    /// <summary>Every repetition does it once more: never repeated before reading and comparing.</summary>
    Accumulating,

    /// <summary>Reaches a person (a call rings, a call ends): never repeated by a program. Also every method that is not known.</summary>
    Never,
}

/// <summary>Who sends a message.</summary>
public enum MessageDirection
{
    /// <summary>A request of the client.</summary>
    ToServer,

    /// <summary>A push of the server, or a request of a server to another server.</summary>
    FromServer,

    /// <summary>Either side may ask the other.</summary>
    Both,
}

/// <summary>How sure it is that a real server knows the message (docs/protocol.md, "How sure a fact is").</summary>
public enum Certainty
{
    /// <summary>Seen in the running vendor client.</summary>
    Observed,

    /// <summary>Read in the vendor client's source.</summary>
    Read,

    /// <summary>From other public programs or pages.</summary>
    External,
}

/// <summary>One message of the protocol. Immutable.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Direction">Who sends it.</param>
/// <param name="Category">Whether it may be repeated; <see cref="RepeatCategory.Read"/> for pushes.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="Section">Section of docs/protocol.md.</param>
public sealed record MethodInfo(string Name, MessageDirection Direction, RepeatCategory Category, Certainty Certainty, string Section)
{
    /// <summary>Fields of the message itself, without <c>userlogin</c> and <c>qid</c>: a request's parameters, a push's payload.</summary>
    public IReadOnlyList<MessageField> Fields { get; init; } = [];

    /// <summary>Fields of its reply, without <c>qid</c>, <c>result</c>, <c>error</c> and <c>errormsg</c> that any reply may have.</summary>
    public IReadOnlyList<MessageField> Reply { get; init; } = [];

    /// <summary>Whether the message or its reply holds a secret.</summary>
    public bool HasSecrets { get; init; }
}
