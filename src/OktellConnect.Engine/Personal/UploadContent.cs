using System.Net;
using System.Net.Http;
using System.Text;

namespace OktellConnect.Personal;

/// <summary>
/// A form with one file, written as browsers write it: the name in plain UTF-8 in the field <c>file</c>. .NET's own form would encode a
/// Russian name in a way that servers of Oktell's years need not know. Tells how far it is.
/// </summary>
internal sealed class UploadContent : HttpContent
{
    private const int PieceLength = 64 * 1024;

    private readonly Stream file;
    private readonly long length;
    private readonly byte[] head;
    private readonly byte[] tail;
    private readonly Action<long, long> onProgress;

    public UploadContent(Stream file, string name, Action<long, long> onProgress)
    {
        this.file = file;
        this.onProgress = onProgress;
        length = file.Length;
        var boundary = "----OktellConnect" + Guid.NewGuid().ToString("N");
        head = Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{Escape(name)}\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        tail = Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n");
        Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + boundary);
    }

    /// <summary>Whether writing was begun: from then on the server may have something.</summary>
    public bool WasStarted { get; private set; }

#pragma warning disable CA1835 // The overloads with Memory are not there in netstandard2.0.
    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        WasStarted = true;
        await stream.WriteAsync(head, 0, head.Length).ConfigureAwait(false);
        var piece = new byte[PieceLength];
        long sent = 0;
        for (int count; (count = await file.ReadAsync(piece, 0, piece.Length).ConfigureAwait(false)) > 0;)
        {
            await stream.WriteAsync(piece, 0, count).ConfigureAwait(false);
            sent += count;
            onProgress(sent, length);
        }

        await stream.WriteAsync(tail, 0, tail.Length).ConfigureAwait(false);
    }
#pragma warning restore CA1835

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long total)
    {
        total = head.Length + length + tail.Length;
        return true;
    }

    // As HTML's form rules say; a line break would begin a header of its own.
    private static string Escape(string name) => name.Replace("\"", "%22").Replace("\r", "%0D").Replace("\n", "%0A");
}
