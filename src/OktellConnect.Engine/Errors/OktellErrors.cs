namespace OktellConnect;

/// <summary>The catalogue of errors, one partial per area. A test compares it with docs/errors.md.</summary>
public static partial class OktellErrors
{
    // No initializer: the order in which the partials' fields are initialized is not defined across files.
    private static List<OktellErrorInfo>? defined;

    /// <summary>Every error of the product, sorted by id.</summary>
    public static IReadOnlyList<OktellErrorInfo> All =>
        [.. (defined ?? []).OrderBy(error => error.Id, StringComparer.Ordinal)];

    private static OktellErrorInfo Define(string id, OktellErrorKind kind, string advice)
    {
        var error = new OktellErrorInfo(id, kind, advice);
        (defined ??= []).Add(error);
        return error;
    }
}
