using System.Collections.Concurrent;
using System.Security.Cryptography;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Http;

/// <summary>Passwords that a logged-in client gets for HTTP. Each serves any number of requests while it lasts. Safe from any thread.</summary>
internal sealed class TemporaryPasswords(TimeProvider time)
{
    private const int Most = 100_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Ticket> issued = new(StringComparer.Ordinal);

    /// <summary>Issues a password.</summary>
    /// <param name="copyTo">The connection that wants a copy of what is answered to requests with it, or null.</param>
    /// <returns>The password, or null where too many are in use.</returns>
    public string? Issue(ClientConnection? copyTo = null)
    {
        if (issued.Count >= Most)
        {
            RemoveOver();
            if (issued.Count >= Most)
            {
                return null;
            }
        }

        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        issued[password] = new Ticket(time.GetUtcNow() + Lifetime, copyTo);
        return password;
    }

    public bool IsValid(string? password) => Find(password) is not null;

    /// <summary>Who wants copies of what is answered to requests with a valid password; null for nobody.</summary>
    public ClientConnection? CopyTo(string? password) => Find(password)?.CopyTo;

    private Ticket? Find(string? password) =>
        password is not null && issued.TryGetValue(password, out var ticket) && ticket.Ends > time.GetUtcNow() ? ticket : null;

    private void RemoveOver()
    {
        var now = time.GetUtcNow();
        foreach (var (old, ticket) in issued)
        {
            if (ticket.Ends <= now)
            {
                issued.TryRemove(old, out _);
            }
        }
    }

    private sealed record Ticket(DateTimeOffset Ends, ClientConnection? CopyTo);
}
