using System.Management.Automation;
using System.Security;

namespace OktellConnect.Cmdlets;

/// <summary>Changes the password of the signed-in user. What is not given is asked for, the new password twice.</summary>
[Cmdlet(VerbsCommon.Set, "OktellPassword", SupportsShouldProcess = true, DefaultParameterSetName = PasswordSet)]
[OutputType(typeof(void))]
public sealed class SetOktellPassword : ServerCmdlet
{
    private const string PasswordSet = "Password";
    private const string CredentialSet = "Credential";

    /// <summary>The password that counts now.</summary>
    [Parameter(Position = 0, ParameterSetName = PasswordSet)]
    [ValidateNotNull]
    public SecureString? OldPassword { get; set; }

    /// <summary>Login with the password that counts now.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>The password that shall count.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public SecureString? NewPassword { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var connection = RequireConnection();
        if (!ShouldProcess($"{connection.Login} at {connection.Server}", "Change password"))
        {
            return;
        }

        if (Credential is not null && !string.Equals(Credential.UserName, connection.Login, StringComparison.OrdinalIgnoreCase))
        {
            throw new OktellException(OktellErrors.OldPasswordWrong, $"The credential is that of \"{Credential.UserName}\", the connection that of \"{connection.Login}\".", target: Credential.UserName);
        }

        var current = Secrets.Hash(connection.Login, Credential?.Password ?? OldPassword ?? Ask("Old password: "));
        var next = Secrets.Hash(connection.Login, NewPassword ?? AskTwice());
        await connection.Password.ChangeAsync(current, next, Cancellation).ConfigureAwait(false);
    }

    private SecureString AskTwice()
    {
        var first = Ask("New password: ");
        return string.Equals(Secrets.Open(first), Secrets.Open(Ask("New password again: ")), StringComparison.Ordinal)
            ? first
            : throw new OktellException(OktellErrors.NewPasswordsDiffer, "The two are not alike; nothing was changed.");
    }

    private SecureString Ask(string question)
    {
        Host.UI.Write(question);
        return Host.UI.ReadLineAsSecureString();
    }
}
