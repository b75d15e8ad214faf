using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Turns the engine's failures into PowerShell's, with stable ids and fitting categories.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(Exception failure, object? target) => failure switch
    {
        IContainsErrorRecord carrier => carrier.ErrorRecord,
        OktellException known => new ErrorRecord(known, known.Error.Id, Category(known.Error.Kind), target ?? known.Target),
        _ => new ErrorRecord(failure, "Unexpected", ErrorCategory.NotSpecified, target),
    };

    // The kinds are named after the categories on purpose.
    private static ErrorCategory Category(OktellErrorKind kind) => (ErrorCategory)Enum.Parse(typeof(ErrorCategory), kind.ToString());
}
