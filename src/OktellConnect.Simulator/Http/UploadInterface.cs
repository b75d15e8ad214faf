using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Http;

/// <summary>
/// <c>POST /upload</c>: one file as a form, let in by a temporary password. The answer also goes to the connection that asked for
/// the password, where it wants that: a browser's page cannot read the answer of another origin.
/// </summary>
internal sealed class UploadInterface(Exchange exchange, ClientRegistry clients, TemporaryPasswords passwords, FileStore files, SimulatorLog log, int limit)
{
    public const string Path = "/upload";

    private const string CopyEvent = "httpresponsecopy";

    // The form's own lines around the file.
    private const int FormOverhead = 64 * 1024;

    public async Task ServeAsync(HttpContext context)
    {
        var password = context.Request.Query["temppass"].ToString();
        if (!passwords.IsValid(password))
        {
            await Respond.PlainAsync(context, StatusCodes.Status403Forbidden, "A temporary password is needed: gettemphttppass.").ConfigureAwait(false);
            return;
        }

        var (status, answer) = await TakeAsync(context).ConfigureAwait(false);
        log.Write(string.Create(CultureInfo.InvariantCulture, $"upload: {status}"));
        if (passwords.CopyTo(password) is { } connection)
        {
            exchange.Run(() => clients.SendTo(connection, CopyEvent, () => new JsonObject
            {
                ["qid"] = Guid.NewGuid().ToString("D"),
                ["response"] = string.Create(CultureInfo.InvariantCulture, $"{status} {ReasonPhrases.GetReasonPhrase(status)}"),
                ["password"] = password,
                ["content"] = answer,
            }));
        }

        await Respond.TextAsync(context, status, status == StatusCodes.Status200OK ? "text/xml" : "text/plain", answer).ConfigureAwait(false);
    }

    private async Task<(int Status, string Answer)> TakeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Method != HttpMethods.Post)
        {
            return (StatusCodes.Status405MethodNotAllowed, "Use POST.");
        }

        var folder = request.Query["storagemode"].ToString() is { Length: > 0 } mode ? mode : "storage";
        if (folder is not ("storage" or "temp" or "script" or "scriptplain"))
        {
            return (StatusCodes.Status400BadRequest, "storagemode is none of storage, temp, script and scriptplain.");
        }

        var pathMode = request.Query["pathmode"].ToString();
        if (pathMode is not ("" or "absolute" or "relative"))
        {
            return (StatusCodes.Status400BadRequest, "pathmode is neither absolute nor relative.");
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            return (StatusCodes.Status400BadRequest, "The body is not multipart/form-data.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit + FormOverhead;
        }

        try
        {
            return await FindFileAsync(new MultipartReader(boundary, request.Body), context.RequestAborted).ConfigureAwait(false) is { } file
                ? (StatusCodes.Status200OK, Answer(files.Add(folder, file.Name, file.Content), file, pathMode == "absolute"))
                : (StatusCodes.Status400BadRequest, "The form has no file.");
        }
        catch (BadHttpRequestException error)
        {
            return (error.StatusCode, error.Message);
        }
        catch (FileTooLongException)
        {
            return (StatusCodes.Status413PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"The file is longer than {limit} bytes."));
        }
        catch (Exception error) when (error is InvalidDataException || (error is IOException && !context.RequestAborted.IsCancellationRequested))
        {
            return (StatusCodes.Status400BadRequest, "The form is broken.");
        }
    }

    private async Task<(string Name, byte[] Content)?> FindFileAsync(MultipartReader form, CancellationToken cancellation)
    {
        while (await form.ReadNextSectionAsync(cancellation).ConfigureAwait(false) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.IsFileDisposition())
            {
                continue;
            }

            using var content = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (int count; (count = await section.Body.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            {
                content.Write(buffer, 0, count);
                if (content.Length > limit)
                {
                    throw new FileTooLongException();
                }
            }

            var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
            return (name.Value ?? "", content.ToArray());
        }

        return null;
    }

    // Clients look for the count and for the path, and turn backslashes. The rest is our own.
    private static string Answer(string path, (string Name, byte[] Content) file, bool isAbsolute) =>
        new XDeclaration("1.0", "utf-8", null) + new XElement(
            "oktellxmlmapper",
            new XAttribute("version", "80710"),
            new XElement(
                "uploadfilesresult",
                new XAttribute("count", 1),
                new XElement("file", new XAttribute("path", (isAbsolute ? FileStore.Root : "") + path), new XAttribute("size", file.Content.Length)))).ToString(SaveOptions.DisableFormatting);

    private sealed class FileTooLongException : Exception;
}
