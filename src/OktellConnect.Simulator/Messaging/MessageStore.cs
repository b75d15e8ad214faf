using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.Messaging;

/// <summary>
/// Text messages in the order in which they were sent, and which of them nobody has got yet. Bounded: beyond a number of
/// messages or of characters the oldest are forgotten, got or not. Used under the exchange's lock.
/// </summary>
internal sealed class MessageStore
{
    public const int LongestText = 10_000;

    private const int MostMessages = 10_000;
    private const int MostCharacters = 16 * 1024 * 1024;

    private readonly LinkedList<TextMessage> messages = [];
    private readonly HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Person, List<TextMessage>> waiting = [];
    private int characters;

    /// <summary>Oldest first.</summary>
    public IReadOnlyCollection<TextMessage> All => messages;

    public bool Contains(string id) => ids.Contains(id);

    public void Add(TextMessage message)
    {
        messages.AddLast(message);
        ids.Add(message.Id);
        characters += message.Text.Length;
        while (messages.Count > MostMessages || characters > MostCharacters)
        {
            Forget(messages.First!.Value);
        }
    }

    /// <summary>Keeps a message for the addressee's next subscription.</summary>
    public void KeepFor(TextMessage message)
    {
        if (!waiting.TryGetValue(message.To, out var kept))
        {
            waiting[message.To] = kept = [];
        }

        kept.Add(message);
    }

    /// <summary>What has waited for this person, oldest first; it waits no longer.</summary>
    public IReadOnlyList<TextMessage> TakeFor(Person person) => waiting.Remove(person, out var kept) ? kept : [];

    private void Forget(TextMessage message)
    {
        messages.RemoveFirst();
        ids.Remove(message.Id);
        characters -= message.Text.Length;
        if (waiting.TryGetValue(message.To, out var kept))
        {
            kept.Remove(message);
        }
    }
}
