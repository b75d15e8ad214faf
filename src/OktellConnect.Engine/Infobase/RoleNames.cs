namespace OktellConnect.Infobase;

/// <summary>Roles and the names they have in 1C. Pure and thread-safe.</summary>
public static class RoleNames
{
    /// <summary>1C's name of <see cref="OktellRole.Administrator"/>.</summary>
    public const string Administrator = "Oktell_Администратор";

    /// <summary>1C's name of <see cref="OktellRole.User"/>.</summary>
    public const string User = "Oktell_Пользователь";

    /// <summary>1C's name of a role.</summary>
    public static string Of(OktellRole role) => role switch
    {
        OktellRole.Administrator => Administrator,
        OktellRole.User => User,
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The role of a name: 1C's, with or without its prefix, or the English one; null for any other text. Case does not matter.</summary>
    public static OktellRole? Parse(string name) => name.Trim().ToUpperInvariant() switch
    {
        "OKTELL_АДМИНИСТРАТОР" or "АДМИНИСТРАТОР" or "ADMINISTRATOR" => OktellRole.Administrator,
        "OKTELL_ПОЛЬЗОВАТЕЛЬ" or "ПОЛЬЗОВАТЕЛЬ" or "USER" => OktellRole.User,
        _ => null,
    };
}
