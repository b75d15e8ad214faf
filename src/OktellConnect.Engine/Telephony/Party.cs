namespace OktellConnect.Telephony;

/// <summary>Somebody who can be called, invited or listened to, as a text was understood. Immutable.</summary>
/// <param name="Number">The number to dial; null for a user who has none.</param>
/// <param name="Name">Name in the number plan, or null.</param>
/// <param name="UserId">Oktell's id of the user, lower case; null for outside numbers, groups and services.</param>
public sealed record Party(string? Number, string? Name, string? UserId)
{
    /// <summary>Number and name.</summary>
    public override string ToString() => (Number, Name) switch
    {
        (null, _) => Name ?? UserId ?? "",
        (_, null) => Number,
        _ => $"{Number} ({Name})",
    };
}
