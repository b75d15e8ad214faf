using System.Text.RegularExpressions;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Http;

/// <summary>Service scenarios: what the seed says they return. Immutable.</summary>
internal sealed partial class Scripts(IReadOnlyList<SeedScript> scripts)
{
    private readonly Dictionary<string, SeedScript> byName = scripts.ToDictionary(script => script.Name, StringComparer.OrdinalIgnoreCase);

    public SeedScript? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>A return value with what the caller passed in place of <c>{startparam1}</c> and so on; what was not passed is empty.</summary>
#pragma warning disable CA1308 // Parameters are in lower case on the wire.
    public static string Fill(string template, Func<string, string?> parameter) => Placeholder().Replace(template, place => parameter(place.Groups[1].Value.ToLowerInvariant()) ?? "");
#pragma warning restore CA1308

    [GeneratedRegex(@"\{(startparam\d{1,2})\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
