using System.Globalization;
using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>The server's version, from <c>getversion</c> (docs/protocol.md, "Session"). Immutable.</summary>
/// <param name="Dated">Version as a date YYMMDD, the number that version gates compare; null where the server gave none.</param>
/// <param name="Build">Build text as people know it, for example <c>2.12.0.160000</c>; null where the server gave none.</param>
/// <param name="WebServerPort">Port of the HTTP side, or null.</param>
public sealed record ServerVersion(int? Dated, string? Build, int? WebServerPort)
{
    /// <summary>Build, or date, or "unknown".</summary>
    public override string ToString() => Build ?? Dated?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    internal static ServerVersion Read(JsonElement reply)
    {
        var version = reply.GetField("version") ?? reply;
        var dated = version.GetSmallNumber("dated");
        var build = version.GetNonEmptyText("build");

        // Builds of 2.11 before September 2014 carry a meaningless last part; the vendor's client shows the date instead.
        if (dated < 140918 && build is not null && build.StartsWith("2.11.", StringComparison.Ordinal) && build.Split('.').Length == 4)
        {
            build = $"2.11.1.{dated}";
        }

        return new ServerVersion(dated, build, version.GetSmallNumber("webserverport"));
    }
}

/// <summary>Who is signed in, from <c>login</c> and <c>getmyuserinfo</c> (docs/protocol.md, "Session"). Immutable.</summary>
/// <param name="Id">User id, lower case.</param>
/// <param name="Login">Login.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Number">Main number, or null.</param>
/// <param name="HasLine">Whether a telephone line is bound to the user; null where the server does not say.</param>
/// <param name="LineNumber">Number of that line, or null.</param>
/// <param name="IsOperator">Whether the user is a call-centre operator; null where the server does not say.</param>
public sealed record OwnUser(string Id, string Login, string? Name, string? Number, bool? HasLine, string? LineNumber, bool? IsOperator)
{
    internal static OwnUser Read(JsonElement reply, string id, string login) => new(
        id, login, reply.GetNonEmptyText("username"), reply.GetNonEmptyText("mainpbxnumber"),
        reply.GetFlag("hasline"), reply.GetNonEmptyText("linenumber"), reply.GetFlag("isoperator"));
}
