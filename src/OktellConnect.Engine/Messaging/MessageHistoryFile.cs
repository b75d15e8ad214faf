using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Files;
using OktellConnect.Protocol;

namespace OktellConnect.Messaging;

/// <summary>
/// Messages of one user in a file: one JSON object a line, readable by its owner only (docs/protocol.md, "Text messages"). Several programs and several
/// users may share it: a line is added in one piece by whoever has the file to himself, and says whose it is. A line that was torn by a
/// crash costs only itself. Thread-safe.
/// </summary>
internal sealed class MessageHistoryFile
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Somebody else has the file for the time of one line, or of one reading.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string path;
    private readonly string owner;

    private MessageHistoryFile(string path, string owner) => (this.path, this.owner) = (path, owner);

    /// <summary>Makes sure that the file can be used; a missing one is made, one that others can read is made private.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="owner">Id of the user whose messages are meant.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OktellException">MessageHistoryUnusable.</exception>
    public static async Task<MessageHistoryFile> OpenAsync(string path, string owner, CancellationToken cancellation)
    {
        var history = new MessageHistoryFile(path, owner);
        using var file = await history.TakeAsync(cancellation).ConfigureAwait(false);

        // Lines of ours added to somebody's document would spoil it.
        return file.ReadByte() is -1 or '{' or '\n'
            ? history
            : throw new OktellException(OktellErrors.MessageHistoryUnusable, $"{path} holds something else than messages.", target: path);
    }

    /// <summary>Adds a message, down to the disk.</summary>
    /// <exception cref="OktellException">MessageHistoryUnusable.</exception>
    public async Task AddAsync(TextMessage message, CancellationToken cancellation)
    {
        var line = Encoding.UTF8.GetBytes(Write(message) + "\n");
        using var file = await TakeAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (file.Length > 0)
            {
                // The line before was torn: what follows must not become part of it.
                file.Seek(-1, SeekOrigin.End);
                line = file.ReadByte() == '\n' ? line : [(byte)'\n', .. line];
            }

            file.Write(line, 0, line.Length);
            file.Flush(flushToDisk: true);
        }
        catch (IOException failure)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>The owner's messages that are wanted, in the order of the file.</summary>
    /// <exception cref="OktellException">MessageHistoryUnusable.</exception>
    public async Task<IReadOnlyList<TextMessage>> ReadAsync(Func<TextMessage, bool> isWanted, CancellationToken cancellation)
    {
        using var file = await TakeAsync(cancellation).ConfigureAwait(false);
        var found = new List<TextMessage>();
        try
        {
            using var reader = new StreamReader(file, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Read(line) is { } message && isWanted(message))
                {
                    found.Add(message);
                }
            }
        }
        catch (IOException failure)
        {
            throw Unusable(failure);
        }

        return found;
    }

    private string Write(TextMessage message)
    {
        var line = new JsonObject
        {
            ["owner"] = owner,
            ["id"] = message.Id,
            ["time"] = message.Time.ToString("o", CultureInfo.InvariantCulture),
            ["incoming"] = message.IsIncoming,
            ["fromid"] = message.FromId,
            ["fromlogin"] = message.FromLogin,
            ["fromname"] = message.FromName,
            ["toid"] = message.ToId,
            ["tologin"] = message.ToLogin,
            ["toname"] = message.ToName,
            ["text"] = message.Text,
        };
        if (message.HasOwnId)
        {
            line["ownid"] = true;
        }

        return line.ToJsonString(Readable);
    }

    // Null: somebody else's, torn, or no message at all.
    private TextMessage? Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var fields = document.RootElement;
            return fields.GetText("owner") == owner
                && fields.GetNonEmptyText("id") is { } id
                && fields.GetNonEmptyText("text") is { } text
                && DateTimeOffset.TryParseExact(fields.GetText("time"), "o", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? new TextMessage
                {
                    Id = id,
                    Time = time,
                    IsIncoming = fields.GetFlag("incoming") ?? false,
                    FromId = fields.GetText("fromid"),
                    FromLogin = fields.GetText("fromlogin"),
                    FromName = fields.GetText("fromname"),
                    ToId = fields.GetText("toid"),
                    ToLogin = fields.GetText("tologin"),
                    ToName = fields.GetText("toname"),
                    Text = text,
                    HasOwnId = fields.GetFlag("ownid") ?? false,
                }
                : null;
        }
        catch (Exception torn) when (torn is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Alone: whoever else has it, in this process or another, is waited for.
    private async Task<FileStream> TakeAsync(CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return OwnerOnlyFile.OpenAlone(path);
            }
            catch (IOException) when (waited < Patience && File.Exists(path))
            {
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                throw Unusable(failure);
            }
        }
    }

    private OktellException Unusable(Exception failure) =>
        new(OktellErrors.MessageHistoryUnusable, $"The message history {path} cannot be used: {failure.Message.TrimEnd('.')}.", failure, path);
}
