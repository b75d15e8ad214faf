namespace OktellConnect.Client;

/// <summary>Turns what people type as a server into a WebSocket address (docs/protocol.md, "Addresses").</summary>
internal static class ServerAddress
{
    /// <summary>The vendor's client looks at the first ten addresses only.</summary>
    public const int Most = 10;

    /// <summary>The addresses to race, in the given order, without doubles.</summary>
    /// <exception cref="OktellException">No server was named, a text is no address, or an unencrypted one is not allowed.</exception>
    public static IReadOnlyList<Uri> ParseAll(IReadOnlyList<string> servers, bool allowUnencrypted)
    {
        var addresses = servers.Select(server => Parse(server, allowUnencrypted)).Distinct().Take(Most).ToList();
        return addresses.Count > 0
            ? addresses
            : throw new OktellException(OktellErrors.InvalidServerAddress, "No server was named.");
    }

    /// <summary>One address: ws:// and wss:// as they are; a bare host, with or without a port, means wss.</summary>
    public static Uri Parse(string server, bool allowUnencrypted)
    {
        var text = server.Trim();
        var hasScheme = HasScheme(text);
        if (!Uri.TryCreate(hasScheme ? text : "wss://" + text, UriKind.Absolute, out var address)
            || address.Scheme is not ("ws" or "wss")
            || address.Host.Length == 0)
        {
            throw new OktellException(OktellErrors.InvalidServerAddress, $"\"{WithoutUser(text)}\" is not the address of a server.", target: WithoutUser(text));
        }

        if (address.UserInfo.Length > 0)
        {
            throw new OktellException(OktellErrors.InvalidServerAddress, $"The address of {address.Host} holds a user name or password.", target: address.Host);
        }

        if (address.Scheme == "ws" && !allowUnencrypted)
        {
            throw new OktellException(OktellErrors.UnencryptedRefused, $"The address {address} is not encrypted.", target: address);
        }

        return address;
    }

    /// <summary>Where a <c>websocketredirect</c> leads: the same host, encrypted, port 443.</summary>
    public static Uri Redirected(Uri address) => new UriBuilder(address) { Scheme = "wss", Port = 443 }.Uri;

    private static bool HasScheme(string text) => text.Split([':'], 2) is [_, var rest] && rest.StartsWith("//", StringComparison.Ordinal);

    private static string WithoutUser(string text) => text.Contains('@') ? text.Remove(0, text.LastIndexOf('@') + 1) : text;
}
