using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Personal;

/// <summary>The password of the signed-in user (docs/protocol.md, "Own password"). Only hashes come here, and only hashes go out. Thread-safe.</summary>
public sealed class OwnPassword
{
    private const string Method = "changepassword";
    private const string OldIsWrong = "old password is wrong";

    private static readonly string HashOfNothing = PasswordHash.ExactCase("");

    private readonly OktellClient client;

    internal OwnPassword(OktellClient client) => this.client = client;

    /// <summary>
    /// Changes the password. From then on the connection logs in again with the new one. A lost reply leaves it unknown which of the two
    /// counts: the connection keeps the old one.
    /// </summary>
    /// <param name="current">The password that counts now.</param>
    /// <param name="next">The password that shall count.</param>
    /// <param name="cancellation">Stops waiting; the password may be changed all the same.</param>
    /// <exception cref="OktellException">
    /// NewPasswordEmpty: nothing was sent. OldPasswordWrong, PasswordChangeRefused: the old password counts.
    /// An <see cref="OktellRequestException"/> says by its <see cref="OktellRequestException.IsOutcomeUnknown"/> whether it may have been changed.
    /// </exception>
    public async Task ChangeAsync(OktellCredential current, OktellCredential next, CancellationToken cancellation)
    {
        if (next.ExactCaseHash == HashOfNothing)
        {
            throw new OktellException(OktellErrors.NewPasswordEmpty, "The new password is empty.");
        }

        client.Journal.Learn(current.ExactCaseHash);
        client.Journal.Learn(next.ExactCaseHash);
        client.Journal.Learn(next.LowerCaseHash);
        try
        {
            var reply = await SendAsync(new JsonObject { ["newpwdmd5"] = next.ExactCaseHash, ["oldpwdmd5"] = current.ExactCaseHash }, cancellation).ConfigureAwait(false);
            if (reply.GetWholeNumber("errorcode") is { } code and not 0)
            {
                throw Refused(reply.GetNonEmptyText("errormsg"), code, null);
            }
        }
        catch (OktellRequestException refused) when (refused.Error == OktellErrors.RequestRefused)
        {
            throw Refused(refused.ServerMessage, refused.ServerError, refused);
        }

        client.ReplaceCredential(new OktellCredential(client.Login, next));
    }

    // The vendor's client runs a stored procedure of this name where the server lists one, else the method.
    private Task<JsonElement> SendAsync(JsonObject hashes, CancellationToken cancellation) =>
        client.AllowedProcedures?.Contains(Method, StringComparer.OrdinalIgnoreCase) == true
            ? client.RequestAsync("execpredefineddbstoredproc", new JsonObject { ["procedure"] = Method, ["userid"] = client.UserId, ["userlogin"] = client.Login, ["inputparams"] = hashes }, cancellation)
            : client.RequestAsync(Method, hashes, cancellation);

    private OktellException Refused(string? text, long? code, Exception? inner) => string.Equals(text, OldIsWrong, StringComparison.OrdinalIgnoreCase)
        ? new OktellException(OktellErrors.OldPasswordWrong, $"The password of \"{client.Login}\" was not changed: the old password is wrong.", inner, client.Login)
        : new OktellException(OktellErrors.PasswordChangeRefused,
            $"The password of \"{client.Login}\" was not changed: the server gave {(text is null ? (code is null ? "no reason" : $"error {code}") : $"the reason \"{Redaction.Clean(text)}\"")}.", inner, client.Login);
}
