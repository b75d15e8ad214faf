using System.Globalization;
using System.Net;
using System.Text;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.Http;

/// <summary>People's photos: the one uploaded, at every link in the size it came in, or drawn initials.</summary>
internal static class Pictures
{
    public const string Folder = "/photo/";

    /// <summary>What a photo may be, and how it is served.</summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["svg"] = "image/svg+xml",
        ["png"] = "image/png",
        ["jpg"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["gif"] = "image/gif",
    };

    public static bool IsPhoto(string extension) => extension != "svg" && Types.ContainsKey(extension);

    /// <summary>Link of a person's photo. Another photo has another link, so that no browser keeps showing the old one.</summary>
    public static string Link(Person person, int size) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{person.Id}-{size}.{Version(person)}");

    /// <summary>The picture behind a link and its type, or null where there is none. Under the exchange's lock.</summary>
    public static (string Type, byte[] Content)? Find(NumberPlan plan, string file)
    {
        var dash = file.LastIndexOf('-');
        var dot = dash < 0 ? -1 : file.IndexOf('.', dash);
        if (dot < 0 || !int.TryParse(file[(dash + 1)..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 16 or > 512
            || plan.FindById(file[..dash]) is not { } person || file[(dot + 1)..] != Version(person))
        {
            return null;
        }

        return person.Photo is { } photo ? (Types[photo.Extension], photo.Content) : (Types["svg"], Draw(person, size));
    }

    private static string Version(Person person) =>
        person.Photo is { } photo ? string.Create(CultureInfo.InvariantCulture, $"{photo.Version}.{photo.Extension}") : "svg";

    private static byte[] Draw(Person person, int size)
    {
        var initials = string.Concat(person.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => word[0]));
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 32 32"><rect width="32" height="32" fill="#46627f"/><text x="16" y="21" font-family="sans-serif" font-size="13" fill="#fff" text-anchor="middle">{WebUtility.HtmlEncode(initials)}</text></svg>
            """));
    }
}
