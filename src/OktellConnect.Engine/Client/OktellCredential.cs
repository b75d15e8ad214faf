using OktellConnect.Protocol;

namespace OktellConnect.Client;

/// <summary>A login with the hashes of its password. The password itself is not kept; nothing of it is ever printed.</summary>
public sealed class OktellCredential
{
    /// <summary>Creates a credential; hashes the password at once.</summary>
    /// <exception cref="OktellException">PasswordNotSupported: the password has a character that Oktell's clients cannot send.</exception>
    public OktellCredential(string login, string password)
    {
        Login = login;
        try
        {
            ExactCaseHash = PasswordHash.ExactCase(password);
            LowerCaseHash = PasswordHash.LowerCase(password);
        }
        catch (NotSupportedException unsendable)
        {
            throw new OktellException(OktellErrors.PasswordNotSupported, $"The password of \"{login}\" has a character that Oktell's clients cannot send.", unsendable, login);
        }
    }

    /// <summary>The password of another credential under this login.</summary>
    internal OktellCredential(string login, OktellCredential password) =>
        (Login, ExactCaseHash, LowerCaseHash) = (login, password.ExactCaseHash, password.LowerCaseHash);

    /// <summary>Oktell login.</summary>
    public string Login { get; }

    internal string ExactCaseHash { get; }

    internal string LowerCaseHash { get; }

    /// <summary>The login only.</summary>
    public override string ToString() => Login;
}
