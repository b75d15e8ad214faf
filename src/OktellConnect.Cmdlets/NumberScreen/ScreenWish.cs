namespace OktellConnect.Cmdlets;

/// <summary>What the user of a screen can ask for.</summary>
internal enum ScreenWish
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The next page.</summary>
    Next,

    /// <summary>The page before.</summary>
    Previous,

    /// <summary>The first page.</summary>
    First,

    /// <summary>No more.</summary>
    End,
}
