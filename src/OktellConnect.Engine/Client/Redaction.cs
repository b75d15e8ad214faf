using System.Text.RegularExpressions;

namespace OktellConnect.Client;

/// <summary>Makes text that came from a server fit for messages: short, one line, without anything that looks like a hash or a session id.</summary>
internal static class Redaction
{
    private const int Longest = 300;

    private static readonly Regex Secrets = new(
        "[0-9a-fA-F]{32,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static string Clean(string text)
    {
        // Struck out before cutting: half a hash would slip through.
        var clean = Secrets.Replace(text.Length > 10 * Longest ? text.Remove(10 * Longest) : text, "***");
        return (clean.Length > Longest ? clean.Remove(Longest) : clean).Replace('\r', ' ').Replace('\n', ' ');
    }
}
