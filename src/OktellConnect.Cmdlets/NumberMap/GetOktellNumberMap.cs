using System.Management.Automation;
using OktellConnect.Infobase;
using OktellConnect.Numbering;

namespace OktellConnect.Cmdlets;

/// <summary>Lists the number map, all of it or what fits, as it is read.</summary>
[Cmdlet(VerbsCommon.Get, "OktellNumberMap")]
[OutputType(typeof(NumberMapEntry))]
public sealed class GetOktellNumberMap : NumberCmdlet
{
    private const int PageSize = 1000;

    /// <summary>Only entries of this number, in any spelling.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Number { get; set; }

    /// <summary>Only entries of these object types; patterns are understood.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? ObjectType { get; set; }

    /// <summary>Only entries of this object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Guid? ObjectId { get; set; }

    /// <summary>Only entries of objects with such a name; patterns are understood.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? ObjectName { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        var types = Patterns(ObjectType);
        var names = Patterns(ObjectName);
        if (Number is not null)
        {
            foreach (var number in NumberMapEditing.ReadNumbers(new PhoneNumberParser(Numbering()), Number))
            {
                WriteFitting(await infobase.FindNumberAsync(number.Normal, Cancellation).ConfigureAwait(false), types, names);
            }

            return;
        }

        NumberMapEntry? last = null;
        while (true)
        {
            var page = await infobase.GetNumberMapPageAsync(last, PageSize, Cancellation).ConfigureAwait(false);
            WriteFitting(page, types, names);
            if (page.Count < PageSize)
            {
                return;
            }

            Cancellation.ThrowIfCancellationRequested();
            last = page[page.Count - 1];
        }
    }

    private void WriteFitting(IReadOnlyList<NumberMapEntry> entries, WildcardPattern[]? types, WildcardPattern[]? names)
    {
        foreach (var entry in entries)
        {
            if ((ObjectId is null || entry.ObjectId == ObjectId) && Fits(types, entry.ObjectType) && Fits(names, entry.ObjectName))
            {
                Write(entry);
            }
        }
    }

    private static WildcardPattern[]? Patterns(string[]? texts) => texts?.Select(text => new WildcardPattern(text, WildcardOptions.IgnoreCase)).ToArray();

    private static bool Fits(WildcardPattern[]? patterns, string value) => patterns is null || patterns.Any(pattern => pattern.IsMatch(value));
}
