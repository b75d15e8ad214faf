using System.Text;

namespace OktellConnect.Simulator.Http;

/// <summary>Answers over HTTP.</summary>
internal static class Respond
{
    public static Task PlainAsync(HttpContext context, int status, string text) => TextAsync(context, status, "text/plain", text);

    public static Task TextAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        return BytesAsync(context, $"{type}; charset=utf-8", Encoding.UTF8.GetBytes(text));
    }

    public static async Task BytesAsync(HttpContext context, string type, ReadOnlyMemory<byte> content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        if (context.Request.Method != HttpMethods.Head)
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
