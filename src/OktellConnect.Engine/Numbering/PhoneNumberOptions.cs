namespace OktellConnect.Numbering;

/// <summary>What the parser takes for granted. Immutable.</summary>
public sealed record PhoneNumberOptions
{
    /// <summary>Region (ISO 3166 code) of numbers written without a country code. Default <c>RU</c>.</summary>
    public string DefaultRegion { get; init; } = "RU";

    /// <summary>Fewest digits of an internal number. Default 2.</summary>
    public int InternalMinLength { get; init; } = 2;

    /// <summary>Most digits of an internal number. Default 5; at most 6, since a local outside number begins at 7.</summary>
    public int InternalMaxLength { get; init; } = 5;
}
