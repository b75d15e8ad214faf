using OktellConnect.Infobase;
using OktellConnect.Numbering;
using OktellConnect.Statistics;

namespace OktellConnect.Coordination;

/// <summary>
/// Tells whose a number is by the infobase's number map. Remembers what it looked up, unknown numbers too, up to a bound, so that a month of
/// calls asks for each number about once. Not thread-safe, as an infobase serves one caller at a time.
/// </summary>
public sealed class CustomerNames
{
    // Two generations of this many numbers: at most about 20,000 short texts, a few megabytes.
    private const int GenerationSize = 10_000;

    private readonly IInfobase infobase;
    private readonly Func<string, string?> normalize;
    private readonly int generationSize;
    private Dictionary<string, string?> young = new(StringComparer.Ordinal);
    private Dictionary<string, string?> old = new(StringComparer.Ordinal);
    private HashSet<string>? ignoredTypes;

    /// <summary>Looks numbers up in an infobase, brought to their normal form by the default rules (docs/numbers.md).</summary>
    public CustomerNames(IInfobase infobase)
        : this(infobase, new PhoneNumberParser().Normalize)
    {
    }

    internal CustomerNames(IInfobase infobase, Func<string, string?> normalize, int generationSize = GenerationSize) =>
        (this.infobase, this.normalize, this.generationSize) = (infobase, normalize, generationSize);

    /// <summary>How many numbers the infobase was asked for.</summary>
    public long Lookups { get; private set; }

    /// <summary>
    /// The name of the customer of a call: the presentation of the object that the number of the customer's side belongs to, several
    /// joined by "; " in the map's order. Null where the direction has no customer's side or the number is unknown.
    /// </summary>
    public Task<string?> FindAsync(CallRecord record, CancellationToken cancellation) =>
        record.CustomerNumber is { } number ? FindAsync(number, cancellation) : Task.FromResult<string?>(null);

    /// <summary>The name for a number as a server gives it, or null where the number is unknown or none.</summary>
    public async Task<string?> FindAsync(string number, CancellationToken cancellation)
    {
        if (young.TryGetValue(number, out var name))
        {
            return name;
        }

        if (!old.TryGetValue(number, out name) && normalize(number) is { } key)
        {
            name = await LookUpAsync(key, cancellation).ConfigureAwait(false);
        }

        if (young.Count >= generationSize)
        {
            (old, young) = (young, new Dictionary<string, string?>(StringComparer.Ordinal));
        }

        young[number] = name;
        return name;
    }

    private async Task<string?> LookUpAsync(string key, CancellationToken cancellation)
    {
        // An object type may be excluded from being determined by number; a type the catalog does not list is not.
        ignoredTypes ??= new HashSet<string>(
            (await infobase.GetObjectTypesAsync(cancellation).ConfigureAwait(false)).Where(type => !type.IdentifyByNumber).Select(type => type.Name), StringComparer.OrdinalIgnoreCase);
        Lookups++;
        var names = (await infobase.FindNumberAsync(key, cancellation).ConfigureAwait(false))
            .Select(entry => entry.Object)
            .Where(found => !ignoredTypes.Contains(found.Type) && !string.IsNullOrWhiteSpace(found.Name))
            .Select(found => found.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return names.Count == 0 ? null : string.Join("; ", names);
    }
}
