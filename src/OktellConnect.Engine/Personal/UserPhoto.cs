namespace OktellConnect.Personal;

/// <summary>Where a user's photo is. Immutable.</summary>
public sealed record UserPhoto
{
    /// <summary>Oktell's id of the user, lower case.</summary>
    public required string UserId { get; init; }

    /// <summary>Name of the user, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Main number of the user, or null.</summary>
    public string? Number { get; init; }

    /// <summary>Whether there is a photo.</summary>
    public bool HasPhoto { get; init; }

    /// <summary>Address of the photo as it is; null where there is none.</summary>
    public Uri? Uri { get; init; }

    /// <summary>Address of the photo, 32 pixels wide; null where there is none.</summary>
    public Uri? SmallUri { get; init; }

    /// <summary>Address of the photo, 96 pixels wide; null where there is none.</summary>
    public Uri? LargeUri { get; init; }

    /// <summary>The address.</summary>
    public override string ToString() => Uri?.ToString() ?? "";
}
