using System.Globalization;
using System.Net;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.Http;

/// <summary>People's photos: drawn initials, since nobody real is here.</summary>
internal static class Pictures
{
    public const string Folder = "/photo/";

    public static string Link(Person person, int size) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{person.Id}-{size}.svg");

    /// <summary>The picture behind a link, or null where there is none.</summary>
    public static string? Draw(NumberPlan plan, string file)
    {
        var dash = file.LastIndexOf('-');
        if (dash < 0 || !file.EndsWith(".svg", StringComparison.Ordinal)
            || !int.TryParse(file[(dash + 1)..^4], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 16 or > 512
            || plan.People.FirstOrDefault(person => person.Id == file[..dash]) is not { } person)
        {
            return null;
        }

        var initials = string.Concat(person.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => word[0]));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 32 32"><rect width="32" height="32" fill="#46627f"/><text x="16" y="21" font-family="sans-serif" font-size="13" fill="#fff" text-anchor="middle">{WebUtility.HtmlEncode(initials)}</text></svg>
            """);
    }
}
