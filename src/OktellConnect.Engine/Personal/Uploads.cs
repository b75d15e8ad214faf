using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Personal;

/// <summary>Files sent to the server over HTTP with a password that lives for the occasion (docs/protocol.md, "Upload"). Thread-safe.</summary>
public sealed class Uploads
{
    /// <summary>Longest file that is sent, in bytes.</summary>
    public const long LongestFile = 100L * 1024 * 1024;

    private const string CopyEvent = "httpresponsecopy";

    private static readonly Regex StoredPath = new(
        "uploadfilesresult\\s+count=\"1\"[\\s\\S]+?path=\"([\\s\\S]+?)\"", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private readonly OktellClient client;
    private readonly WebSide web;

    internal Uploads(OktellClient client, WebSide web) => (this.client, this.web) = (client, web);

    /// <summary>Sends a file. It is never sent twice: a second copy would stay on the server.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="storage">Where the server shall keep it.</param>
    /// <param name="pathMode">How it shall tell the path.</param>
    /// <param name="progress">Told the bytes sent and the bytes there are, from any thread; null for nobody.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OktellException">
    /// FileNotFound, FileNotReadable, UploadTooLarge: nothing was sent. UploadRefused: the server did not take it. UploadOutcomeUnknown: it may have.
    /// ServerUnreachable, CertificateNotTrusted: its HTTP side cannot be used. No text ever holds the password.
    /// </exception>
    public async Task<UploadedFile> SendAsync(string path, FileStorage storage, UploadPath pathMode, Action<long, long>? progress, CancellationToken cancellation)
    {
        using var file = Open(path);
        using var copies = await ListenAsync(cancellation).ConfigureAwait(false);
        var reply = await client.RequestAsync("gettemphttppass", new JsonObject { ["responsetowebsock"] = true }, cancellation).ConfigureAwait(false);
        var password = reply.GetNonEmptyText("password")
            ?? throw new OktellException(OktellErrors.UnexpectedReply, $"{client.Server} gave no password for the upload.");
        client.Journal.Learn(password);
        var query = $"upload?temppass={Uri.EscapeDataString(password)}&storagemode={Word(storage)}{(pathMode == UploadPath.Default ? "" : $"&pathmode={Word(pathMode)}")}";
        var answer = await PostAsync(file, Path.GetFileName(path), query, password, progress, cancellation).ConfigureAwait(false);

        // The answer itself may be bare; then the copy that comes over the connection tells the path, as the vendor's client has it.
        var stored = FindPath(answer) ?? FindPath(await CopyAsync(copies, password, cancellation).ConfigureAwait(false));
        return new UploadedFile
        {
            Path = stored ?? throw new OktellException(OktellErrors.UploadOutcomeUnknown, $"The server took {Path.GetFileName(path)} without telling where it is.", target: path),
            Source = path,
            Length = file.Length,
            StorageMode = storage,
        };
    }

    private static FileStream Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
            if (file.Length <= LongestFile)
            {
                return file;
            }

            var length = file.Length;
            file.Dispose();
            throw new OktellException(OktellErrors.UploadTooLarge, $"{path} has {length} bytes; {LongestFile} may be sent.", target: path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OktellException(OktellErrors.FileNotFound, $"{path} does not exist.", missing, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // The last two: the text cannot be a path at all.
            throw new OktellException(OktellErrors.FileNotReadable, $"{path} cannot be read: {failure.Message}", failure, path);
        }
    }

    // A server that does not send copies may still answer with the path.
    private async Task<EventSubscription?> ListenAsync(CancellationToken cancellation)
    {
        try
        {
            return await client.SubscribeAsync([CopyEvent], cancellation).ConfigureAwait(false);
        }
        catch (OktellRequestException refused) when (refused.Error == OktellErrors.RequestRefused)
        {
            return null;
        }
    }

    private async Task<string> PostAsync(FileStream file, string name, string query, string password, Action<long, long>? progress, CancellationToken cancellation)
    {
        OktellException? first = null;
        foreach (var address in web.Addresses)
        {
            file.Seek(0, SeekOrigin.Begin);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var timer = client.Options.Clock.CancelAfter(limit, client.Options.RequestTimeout);
            using var content = new UploadContent(file, name, (sent, length) =>
            {
                // What goes on may take its time; what stands still may not.
                timer.Change(client.Options.RequestTimeout, Timeout.InfiniteTimeSpan);
                progress?.Invoke(sent, length);
            });
            using var http = web.Open(address, out var certificate);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, query)) { Content = content };

            // A port that takes no uploads says so before the file goes out.
            request.Headers.ExpectContinue = true;
            OktellException failed;
            try
            {
                using var response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
#pragma warning disable CA2016 // It has been read already; netstandard2.0 has no overload with a token.
                var text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
#pragma warning restore CA2016
                if (response.IsSuccessStatusCode)
                {
                    return text;
                }

                failed = new OktellException(OktellErrors.UploadRefused,
                    $"{address} did not take {name}: status {(int)response.StatusCode}{(text.Length > 0 ? $", \"{Redaction.Clean(text.Replace(password, FrameRedactor.Mark))}\"" : "")}.", target: name);
                if (content.WasStarted && response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
                {
                    throw failed;
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                failed = NoAnswer(address, name, content.WasStarted, $"it did not answer for {client.Options.RequestTimeout.TotalSeconds:0.#} s");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                // The system's text has never been seen to hold the address with the password; should it, it is struck out. So the exception itself stays here.
                failed = certificate.Explain(failure) ?? NoAnswer(address, name, content.WasStarted, failure.GetBaseException().Message.Replace(password, FrameRedactor.Mark).TrimEnd('.'));
            }

            if (failed.Error == OktellErrors.UploadOutcomeUnknown)
            {
                throw failed;
            }

            // Nothing has arrived: perhaps it is the other port.
            first ??= failed;
        }

        throw first!;
    }

    private static OktellException NoAnswer(Uri address, string name, bool wasStarted, string reason) => wasStarted
        ? new OktellException(OktellErrors.UploadOutcomeUnknown, $"{address} gave no answer while {name} was being sent: {reason}. Whether it has arrived is unknown.", target: name)
        : new OktellException(OktellErrors.ServerUnreachable, $"{address} could not be reached: {reason}.", target: address);

    private async Task<string?> CopyAsync(EventSubscription? copies, string password, CancellationToken cancellation)
    {
        if (copies is null)
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = client.Options.Clock.CancelAfter(limit, client.Options.RequestTimeout);
        try
        {
            while (await copies.ReadAsync(limit.Token).ConfigureAwait(false) is { } item)
            {
                if (item.Kind == ServerEventKind.Message && item.Body.GetText("password") == password)
                {
                    return item.Body.GetText("content");
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It does not come.
        }

        return null;
    }

    private static string? FindPath(string? answer) => answer is not null && StoredPath.Match(answer) is { Success: true } found
        ? WebUtility.HtmlDecode(found.Groups[1].Value).Replace('\\', '/')
        : null;

#pragma warning disable CA1308 // The protocol's words are lower case.
    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
