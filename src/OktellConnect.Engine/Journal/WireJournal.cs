using OktellConnect.Protocol;

namespace OktellConnect.Journal;

/// <summary>
/// What a client said and heard: the last entries in memory, and, where it was asked for, all of them in a file that only its
/// owner can read. Secrets are struck out before an entry leaves this object. Thread-safe; it never holds up a connection.
/// </summary>
public sealed class WireJournal : IDisposable
{
    /// <summary>The most bytes of messages kept in memory, whatever the number of entries.</summary>
    internal const int MostBytesInMemory = 4 * 1024 * 1024;

    private const int LongestInMemory = 256 * 1024;
    private const int MostSecrets = 256;

    private readonly object gate = new();
    private readonly TimeProvider clock;
    private readonly RawEntry[] ring;
    private readonly List<string> secrets = [];
    private int first;
    private int count;
    private long held;
    private JournalFile? file;
    private JournalState ended = new(null, 0, 0, 0, null);

    internal WireJournal(TimeProvider clock, int entriesInMemory)
    {
        this.clock = clock;
        ring = new RawEntry[entriesInMemory];
    }

    /// <summary>How the recording to a file stands.</summary>
    public JournalState State
    {
        get
        {
            lock (gate)
            {
                return file?.State ?? ended;
            }
        }
    }

    /// <summary>The newest entries, oldest of them first.</summary>
    /// <param name="most">The most entries wanted.</param>
    public IReadOnlyList<JournalEntry> GetLast(int most)
    {
        RawEntry[] entries;
        string[] known;
        lock (gate)
        {
            var wanted = Math.Min(Math.Max(most, 0), count);
            entries = [.. Enumerable.Range(count - wanted, wanted).Select(at => ring[(first + at) % ring.Length])];
            known = [.. secrets];
        }

        return [.. entries.Select(entry => entry.Redacted(known))];
    }

    /// <summary>Begins to record to a file; a recording under way ends first.</summary>
    /// <param name="path">Full path. A file that is no journal is not overwritten.</param>
    /// <param name="append">Go on in an existing journal instead of replacing it.</param>
    /// <param name="maximumFileBytes">Size at which the file is moved to <c>path.1</c>, replacing an older one, and begun anew.</param>
    /// <exception cref="OktellException">The file cannot be written, or holds something else.</exception>
    public void Start(string path, bool append = false, long maximumFileBytes = JournalFile.UsualFileBytes) => Use(JournalFile.Open(path, append, maximumFileBytes));

    internal void Use(JournalFile next)
    {
        JournalFile? previous;
        lock (gate)
        {
            next.Learn([.. secrets]);
            (previous, file) = (file, next);
        }

        previous?.Complete();
    }

    /// <summary>Ends the recording; completes when everything is written.</summary>
    public async Task StopAsync()
    {
        JournalFile? recording;
        lock (gate)
        {
            recording = file;
        }

        if (recording is not null)
        {
            recording.Complete();
            await recording.Completion.ConfigureAwait(false);
            lock (gate)
            {
                if (file == recording)
                {
                    ended = recording.State with { Path = null };
                    file = null;
                }
            }
        }
    }

    /// <summary>Ends the recording without waiting until everything is written.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            file?.Complete();
        }
    }

    /// <summary>Records a message. It is kept as it is, so it must not be changed afterwards.</summary>
    /// <param name="kind">In or out.</param>
    /// <param name="connection">Number of the connection.</param>
    /// <param name="name">The message's name.</param>
    /// <param name="message">The message.</param>
    /// <param name="isSensitive">Whether its secrets are to be struck out at once, so that they are not even kept in memory.</param>
    internal void Record(JournalEntryKind kind, int connection, string name, ReadOnlyMemory<byte> message, bool isSensitive = false)
    {
        if (ring.Length == 0 && Volatile.Read(ref file) is null)
        {
            return;
        }

        var text = isSensitive ? FrameRedactor.Redact(message, Secrets()) : null;
        Add(new RawEntry(clock.GetUtcNow(), kind, connection, name, isSensitive ? default : message, message.Length, text));
    }

    /// <summary>Records something that was tolerated.</summary>
    /// <param name="connection">Number of the connection; 0 for none.</param>
    /// <param name="name">What it is about, a word that is always the same.</param>
    /// <param name="text">A sentence; secrets in it are struck out.</param>
    internal void Note(int connection, string name, string text) =>
        Add(new RawEntry(clock.GetUtcNow(), JournalEntryKind.Note, connection, name, default, 0, text));

    /// <summary>From now on this text is struck out wherever it stands.</summary>
    internal void Learn(string? secret)
    {
        if (secret is null or "")
        {
            return;
        }

        lock (gate)
        {
            if (!secrets.Contains(secret))
            {
                secrets.Add(secret);
                if (secrets.Count > MostSecrets)
                {
                    secrets.RemoveAt(0);
                }

                file?.Learn([.. secrets]);
            }
        }
    }

    private string[] Secrets()
    {
        lock (gate)
        {
            return [.. secrets];
        }
    }

    private void Add(RawEntry entry)
    {
        lock (gate)
        {
            file?.Add(entry);
            if (ring.Length == 0)
            {
                return;
            }

            var kept = entry.Message.Length > LongestInMemory ? entry with { Message = default } : entry;
            var room = Room(kept);
            while (count > 0 && (count == ring.Length || held + room > MostBytesInMemory))
            {
                held -= Room(ring[first]);
                ring[first] = default;
                first = (first + 1) % ring.Length;
                count--;
            }

            ring[(first + count) % ring.Length] = kept;
            count++;
            held += room;
        }
    }

    private static int Room(in RawEntry entry) => entry.Message.Length + ((entry.Text?.Length ?? 0) * sizeof(char));
}
