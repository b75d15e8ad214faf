using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>Why a login was refused (docs/protocol.md, "Login").</summary>
public enum LoginRefusal
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>Login unknown or password wrong; servers answer both alike.</summary>
    WrongPassword,

    /// <summary>Error 50093: the user works through the desktop client.</summary>
    DesktopClientActive,

    /// <summary>Error 50025: the licence allows no further user.</summary>
    LicenceLimit,

    /// <summary>The service is still starting.</summary>
    ServiceStarting,

    /// <summary>The session id is unknown or belongs to another user.</summary>
    SessionRejected,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>The reply to <c>login</c>, as far as clients read it.</summary>
/// <param name="Refusal">Why it was refused, or <see cref="LoginRefusal.None"/>.</param>
/// <param name="UserId">Own user id, lower case; null where the server gave none.</param>
/// <param name="ErrorCode">The server's error number, or null.</param>
/// <param name="ErrorText">The server's error text, or null.</param>
public sealed record LoginReply(LoginRefusal Refusal, string? UserId, long? ErrorCode, string? ErrorText)
{
    /// <summary>Reads a reply. Any error number or text means failure, even beside <c>result: 1</c>; numbers are looked at before texts.</summary>
#pragma warning disable CA1308 // Ids are compared as text and the vendor's client lower-cases them.
    public static LoginReply Read(JsonElement body)
    {
        var code = body.GetWholeNumber("error") is { } number && number != 0 ? number : (long?)null;
        var text = body.GetNonEmptyText("errormsg") ?? (code is null && body.GetFlag("error") != false ? body.GetNonEmptyText("error") : null);
        return new LoginReply(Classify(body.GetFlag("result") ?? true, code, text), body.GetNonEmptyText("userid")?.ToLowerInvariant(), code, text);
    }
#pragma warning restore CA1308

    private static LoginRefusal Classify(bool result, long? code, string? text) => (code, text) switch
    {
        (50093, _) => LoginRefusal.DesktopClientActive,
        (50025, _) => LoginRefusal.LicenceLimit,
        (_, "Service not available") => LoginRefusal.ServiceStarting,
        (_, "Wrong login/pass combination") => LoginRefusal.WrongPassword,
        (_, "Bad request. Session does not exist" or "Bad request. Invalid session user") => LoginRefusal.SessionRejected,
        (null, null) => result ? LoginRefusal.None : LoginRefusal.Other,
        _ => LoginRefusal.Other,
    };
}
