namespace OktellConnect.Personal;

/// <summary>One setting of the signed-in user, as it was when it was read. Immutable.</summary>
public sealed record OktellSetting
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Value: a text, a flag or a number; null where there is none or it is not told.</summary>
    public object? Value { get; init; }

    /// <summary>Whether <see cref="Settings.SetAsync"/> can write it.</summary>
    public bool IsWritable { get; init; }

    /// <summary>The method or procedure that tells it; null where none is known.</summary>
    public string? Source { get; init; }

    /// <summary>What to know about it: why it cannot be read or written, or what it is; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Name and value.</summary>
    public override string ToString() => $"{Name} = {Value}";
}
