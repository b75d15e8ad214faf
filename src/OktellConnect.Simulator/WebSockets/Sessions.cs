using System.Security.Cryptography;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Session ids and whom they belong to. Used under the exchange's lock.</summary>
internal sealed class Sessions(TimeProvider time)
{
    private readonly Dictionary<string, (Person Person, DateTimeOffset? Ends)> sessions = new(StringComparer.Ordinal);

    /// <summary>Opens a session.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="lifetime">How long it can be used again; null until logout.</param>
    public string Open(Person person, TimeSpan? lifetime)
    {
        var id = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D");
        sessions[id] = (person, lifetime is { } span ? time.GetUtcNow() + span : null);
        return id;
    }

    /// <summary>Whose session it is; null where there is none, or none any more.</summary>
    public Person? Find(string id) =>
        sessions.TryGetValue(id, out var session) && (session.Ends is null || session.Ends > time.GetUtcNow()) ? session.Person : null;

    public void Close(string id) => sessions.Remove(id);
}
