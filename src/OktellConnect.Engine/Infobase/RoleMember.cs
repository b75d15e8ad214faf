namespace OktellConnect.Infobase;

/// <summary>One 1C user who holds a role. Immutable.</summary>
/// <param name="User">Full name of the 1C user.</param>
/// <param name="Login">His Oktell login.</param>
/// <param name="Number">His number, or null.</param>
/// <param name="Role">The role.</param>
public sealed record RoleMember(string User, string Login, string? Number, OktellRole Role)
{
    /// <summary>The role's name in 1C.</summary>
    public string RoleName => RoleNames.Of(Role);
}
