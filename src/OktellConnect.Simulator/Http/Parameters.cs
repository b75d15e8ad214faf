using Microsoft.Extensions.Primitives;

namespace OktellConnect.Simulator.Http;

/// <summary>The parameters of a request: of its address and, with POST, of its form. The address wins.</summary>
internal sealed class Parameters
{
    private const int LongestForm = 1024 * 1024;

    private readonly IQueryCollection query;
    private readonly IFormCollection? form;

    private Parameters(IQueryCollection query, IFormCollection? form)
    {
        this.query = query;
        this.form = form;
    }

    /// <summary>Reads them; null where the form is broken or too long.</summary>
    public static async Task<Parameters?> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Method != HttpMethods.Post || !request.HasFormContentType)
        {
            return new Parameters(request.Query, null);
        }

        try
        {
            var form = await request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { BufferBodyLengthLimit = LongestForm, ValueLengthLimit = LongestForm, MultipartBodyLengthLimit = LongestForm }, context.RequestAborted).ConfigureAwait(false);
            return new Parameters(request.Query, form);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The value, or null where the parameter is missing or empty.</summary>
    public string? Text(string name)
    {
        var value = query.TryGetValue(name, out var inQuery) ? inQuery : form is not null && form.TryGetValue(name, out var inForm) ? inForm : StringValues.Empty;
        return value.Count > 0 && value[0] is { Length: > 0 } text ? text : null;
    }

    /// <summary>A telephone number: a plus sign that nobody encoded arrives as a blank.</summary>
    public string? Number(string name) => Text(name) is { } text && text.StartsWith(' ') ? "+" + text[1..] : Text(name);
}
