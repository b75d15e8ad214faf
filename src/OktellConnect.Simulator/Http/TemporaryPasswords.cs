using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OktellConnect.Simulator.Http;

/// <summary>Passwords that a logged-in client gets for HTTP. Each serves any number of downloads while it lasts. Safe from any thread.</summary>
internal sealed class TemporaryPasswords(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> issued = new(StringComparer.Ordinal);

    public string Issue()
    {
        var now = time.GetUtcNow();
        foreach (var (old, ends) in issued)
        {
            if (ends <= now)
            {
                issued.TryRemove(old, out _);
            }
        }

        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        issued[password] = now + Lifetime;
        return password;
    }

    public bool IsValid(string? password) => password is not null && issued.TryGetValue(password, out var ends) && ends > time.GetUtcNow();
}
