namespace OktellConnect.Messaging;

/// <summary>Puts the messages of several sources together, each once, as a pure function.</summary>
internal static class MessageMerge
{
    // Our clock and the server's differ a little, and a message takes its way.
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1);

    /// <summary>All messages in the order of time. The same id is the same message; the first source that has it counts.</summary>
    /// <param name="sources">The server's own list first, where there is one.</param>
    public static IReadOnlyList<TextMessage> Merge(params IEnumerable<TextMessage>[] sources)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var order = sources.SelectMany(source => source).Where(message => ids.Add(message.Id)).ToList();

        // OrderBy keeps what has the same time in the order it came.
        return [.. WithoutTwins(order).OrderBy(message => message.Time)];
    }

    // A message whose id we made up is the server's one of the same people, text and time, and each of the server's can be that of one only.
    private static List<TextMessage> WithoutTwins(List<TextMessage> messages)
    {
        if (!messages.Exists(message => message.HasOwnId))
        {
            return messages;
        }

        var known = messages.Where(message => !message.HasOwnId).ToLookup(Key);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return messages.FindAll(message =>
        {
            if (!message.HasOwnId)
            {
                return true;
            }

            var twin = known[Key(message)].FirstOrDefault(other => (other.Time - message.Time).Duration() <= Near && !taken.Contains(other.Id));
            return twin is null || !taken.Add(twin.Id);
        });
    }

    private static (bool IsIncoming, string? Partner, string Text) Key(TextMessage message) => (message.IsIncoming, message.PartnerId, message.Text);
}
