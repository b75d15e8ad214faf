namespace OktellConnect.Messaging;

/// <summary>The last messages of a connection, each once. Bounded: the oldest make room. Thread-safe.</summary>
internal sealed class MessageMemory(int capacity)
{
    private readonly object gate = new();
    private readonly Queue<TextMessage> messages = new();
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>Keeps a message; false where it is known already.</summary>
    public bool Add(TextMessage message)
    {
        lock (gate)
        {
            if (!ids.Add(message.Id))
            {
                return false;
            }

            messages.Enqueue(message);
            if (messages.Count > capacity)
            {
                ids.Remove(messages.Dequeue().Id);
            }

            return true;
        }
    }

    public IReadOnlyList<TextMessage> All()
    {
        lock (gate)
        {
            return [.. messages];
        }
    }
}
