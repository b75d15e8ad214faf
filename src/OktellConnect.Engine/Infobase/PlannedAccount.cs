using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>What an import will do with one row.</summary>
internal sealed class PlannedAccount(AccountRow row)
{
    public AccountRow Row { get; } = row;

    /// <summary>Why the row is not accepted, or null.</summary>
    public RejectReason? Rejection { get; private set; } = row.Rejection;

    /// <summary>What exactly, in no language: names and numbers; or null.</summary>
    public string? Detail { get; private set; } = row.Detail;

    /// <summary>The account as the infobase has it, or null.</summary>
    public Account? Before { get; set; }

    /// <summary>The reference that another row of the same name brings, or null.</summary>
    public Guid? Key { get; set; }

    /// <summary>The account as it is to be; null where the row was rejected.</summary>
    public Account? After { get; set; }

    /// <summary>The password to keep anew, or null.</summary>
    public string? Password { get; set; }

    /// <summary>Whether an earlier row says the same and does the work.</summary>
    public bool IsRepetition { get; set; }

    public WriteAction Action { get; set; }

    public IReadOnlyList<string> Warnings { get; set; } = [];

    /// <summary>Rejects the row unless it is already.</summary>
    public void Reject(RejectReason reason, string? detail = null)
    {
        if (Rejection is null)
        {
            Rejection = reason;
            Detail = detail;
        }
    }
}
