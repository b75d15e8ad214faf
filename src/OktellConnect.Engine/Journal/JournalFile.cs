using System.Text;
using System.Threading.Channels;
using OktellConnect.Files;
using OktellConnect.Protocol;

namespace OktellConnect.Journal;

/// <summary>
/// Writes entries to a file on a task of its own. Whoever adds one never waits: what the disk cannot take is counted as lost,
/// and a failure ends the recording, not the connection.
/// </summary>
internal sealed class JournalFile
{
    /// <summary>Size at which a file is moved aside.</summary>
    public const long UsualFileBytes = 64 * 1024 * 1024;

    private const int MostWaiting = 20_000;
    private const long MostWaitingBytes = 32 * 1024 * 1024;
    private const int LongestMessage = 4 * 1024 * 1024;

    private readonly Channel<RawEntry> waiting = Channel.CreateBounded<RawEntry>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly string path;
    private readonly long maximumFileBytes;
    private readonly Func<Stream> openNext;
    private Stream stream;
    private string[] secrets = [];
    private long waitingBytes;
    private long entries;
    private long bytes;
    private long fileBytes;
    private long lost;
    private long lostTold;
    private string? failure;

    private JournalFile(string path, Stream stream, Func<Stream> openNext, long maximumFileBytes)
    {
        this.path = path;
        this.stream = stream;
        this.openNext = openNext;
        this.maximumFileBytes = maximumFileBytes;
        fileBytes = stream.CanSeek ? stream.Length : 0;
        Completion = Task.Run(WriteAllAsync);
    }

    /// <summary>Completes when everything that was added has been written or lost.</summary>
    public Task Completion { get; }

    public JournalState State => new(path, Interlocked.Read(ref entries), Interlocked.Read(ref bytes), Interlocked.Read(ref lost), Volatile.Read(ref failure));

    /// <summary>Opens the file and starts the writer.</summary>
    /// <exception cref="OktellException">The file cannot be written, or holds something else than a journal.</exception>
    public static JournalFile Open(string path, bool append, long maximumFileBytes)
    {
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length > 0 && !IsJournal(path))
            {
                throw new OktellException(OktellErrors.JournalUnusable, $"The file '{path}' exists and is no journal; it is not overwritten.", target: path);
            }

            return new JournalFile(path, OwnerOnlyFile.OpenWrite(path, append ? FileMode.Append : FileMode.Create), () =>
            {
                File.Delete(path + ".1");
                File.Move(path, path + ".1");
                return OwnerOnlyFile.OpenWrite(path, FileMode.Create);
            }, maximumFileBytes);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new OktellException(OktellErrors.JournalUnusable, $"The journal '{path}' cannot be written: {reason.Message}", reason, path);
        }
    }

    /// <summary>For tests: a journal on any stream.</summary>
    internal static JournalFile On(Stream stream) => new("test", stream, () => stream, long.MaxValue);

    public void Learn(string[] known) => Volatile.Write(ref secrets, known);

    public void Add(in RawEntry entry)
    {
        // Counted before writing: the writer may take it at once.
        if (Interlocked.Add(ref waitingBytes, entry.Message.Length) > MostWaitingBytes || !waiting.Writer.TryWrite(entry))
        {
            Interlocked.Add(ref waitingBytes, -entry.Message.Length);
            Interlocked.Increment(ref lost);
        }
    }

    public void Complete() => waiting.Writer.TryComplete();

    private async Task WriteAllAsync()
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (waiting.Reader.TryRead(out var entry))
                {
                    Interlocked.Add(ref waitingBytes, -entry.Message.Length);
                    TellLoss(entry);
                    Write(entry);
                }

                stream.Flush();
            }
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException)
        {
            Volatile.Write(ref failure, reason.Message);
            waiting.Writer.TryComplete();
            Interlocked.Increment(ref lost);
            while (waiting.Reader.TryRead(out _))
            {
                Interlocked.Increment(ref lost);
            }
        }
        finally
        {
            Close();
        }
    }

    private void Close()
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException reason)
        {
            // Disposing writes what is still buffered.
            Volatile.Write(ref failure, failure ?? reason.Message);
        }
    }

    private void TellLoss(in RawEntry next)
    {
        var missing = Interlocked.Read(ref lost);
        if (missing > lostTold)
        {
            var text = $"{missing - lostTold} entries before this one could not be written in time.";
            lostTold = missing;
            Write(new RawEntry(next.Time, JournalEntryKind.Note, 0, "JournalLoss", default, 0, text));
        }
    }

    private void Write(in RawEntry entry)
    {
        if (fileBytes > maximumFileBytes)
        {
            stream.Dispose();
            stream = openNext();
            fileBytes = 0;
        }

        if (fileBytes == 0)
        {
            Write(JournalFormat.Header);
        }

        var kept = entry.Message.Length > LongestMessage ? entry with { Message = default } : entry;
        Write(JournalFormat.WriteLine(kept.Redacted(Volatile.Read(ref secrets))));
        Interlocked.Increment(ref entries);
    }

    private void Write(string line)
    {
        var utf8 = Encoding.UTF8.GetBytes(line + "\n");
        stream.Write(utf8, 0, utf8.Length);
        fileBytes += utf8.Length;
        Interlocked.Add(ref bytes, utf8.Length);
    }

    private static bool IsJournal(string path)
    {
        using var reader = new StreamReader(path);
        var start = new char[100];
        var length = reader.ReadBlock(start, 0, start.Length);
        return JournalFormat.IsHeader(new string(start, 0, length));
    }
}
