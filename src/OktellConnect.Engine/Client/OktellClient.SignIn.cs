using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

public sealed partial class OktellClient
{
    private int connections;

    private async Task<Session> SignInAsync(CancellationToken cancellation)
    {
        var winner = await ServerRace.RunAsync(addresses, Options, cancellation).ConfigureAwait(false);
        var session = new Session(winner.Socket, Options, Counters, Journal, ++connections, () => State, OnEvent);
        try
        {
            session.Start();
            var body = await session.ExchangeAsync("login", new JsonObject
            {
                ["userlogin"] = credential.Login,
                ["Password"] = credential.ExactCaseHash,
                ["password"] = credential.LowerCaseHash,
                ["showid"] = 1,
                ["usewebrtc"] = false,
            }, Options.RequestTimeout, cancellation).ConfigureAwait(false);
            Journal.Learn(body.GetText("sessionid"));
            var reply = LoginReply.Read(body);
            if (reply.Refusal != LoginRefusal.None)
            {
                throw Refused(reply, session.Address);
            }

            UserId = reply.UserId ?? throw new OktellException(OktellErrors.UnexpectedReply,
                $"{session.Address} accepted the login of \"{Login}\" without telling the user's id.", target: Login);
            Server = session.Address;
            Latency = winner.Latency;
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private OktellException Refused(LoginReply reply, Uri address)
    {
        var (error, reason) = reply.Refusal switch
        {
            LoginRefusal.WrongPassword => (OktellErrors.WrongPassword, "the login is unknown or the password is wrong"),
            LoginRefusal.DesktopClientActive => (OktellErrors.DesktopClientActive, "the user already works through the desktop client"),
            LoginRefusal.LicenceLimit => (OktellErrors.LicenceLimit, "the licence allows no further user at the same time"),
            LoginRefusal.ServiceStarting => (OktellErrors.ServiceStarting, "the Oktell service is still starting"),
            LoginRefusal.SessionRejected => (OktellErrors.SessionRejected, "the session is not known"),
            _ => (OktellErrors.LoginRefused, "the server gave this reason: " + ServerReason(reply.ErrorCode, reply.ErrorText)),
        };
        return new OktellException(error, $"{address} refused the login of \"{Login}\": {reason}.", target: Login);
    }

    private static string ServerReason(long? code, string? text) => (code, text) switch
    {
        (null, null) => "none",
        (null, { } words) => $"\"{Redaction.Clean(words)}\"",
        ({ } number, null) => $"error {number}",
        ({ } number, { } words) => $"error {number}, \"{Redaction.Clean(words)}\"",
    };
}
