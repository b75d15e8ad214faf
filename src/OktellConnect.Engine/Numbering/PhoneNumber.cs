namespace OktellConnect.Numbering;

/// <summary>One number read from text. Immutable.</summary>
/// <param name="Normal">Normal form: E.164 with + for an outside number, plain digits for an internal one. Parsed again it gives itself.</param>
/// <param name="Extension">Digits to dial behind it (<c>доб.</c>), or null. Not part of the number.</param>
/// <param name="Original">The number as it was written, without the text around it.</param>
public sealed record PhoneNumber(string Normal, string? Extension, string Original)
{
    /// <summary>Whether it is a number of the PBX itself.</summary>
    public bool IsInternal => Normal[0] != '+';
}

/// <summary>What a text gave: numbers, or the reason why there are none. Immutable.</summary>
/// <param name="Numbers">The numbers, each once, in the order of the text; empty exactly when <paramref name="Rejection"/> is set.</param>
/// <param name="Rejection">Why there are none, or null.</param>
/// <param name="Doubt">What in the text was not taken, or was taken on a guess; null when all is plain.</param>
public sealed record PhoneNumberReading(IReadOnlyList<PhoneNumber> Numbers, Files.RejectReason? Rejection, string? Doubt);
