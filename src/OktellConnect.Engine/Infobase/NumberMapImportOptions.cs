using OktellConnect.Files;
using OktellConnect.Numbering;

namespace OktellConnect.Infobase;

/// <summary>How a number map file is imported. Immutable.</summary>
public sealed record NumberMapImportOptions
{
    /// <summary>How the file is read.</summary>
    public DelimitedReadOptions Reading { get; init; } = new();

    /// <summary>How numbers are read.</summary>
    public PhoneNumberOptions Numbering { get; init; } = new();

    /// <summary>Whether the infobase is changed and a rejects file written. False: the whole plan, and nothing stays. Default true.</summary>
    public bool Apply { get; init; } = true;

    /// <summary>Whether entries that the file does not have are removed. Default false.</summary>
    public bool Replace { get; init; }

    /// <summary>Full path of the rejects file; null (default) puts it beside the input as <c>&lt;name&gt;.rejects.csv</c>.</summary>
    public string? RejectPath { get; init; }
}
