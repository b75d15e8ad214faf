using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>Writes accounts to a file that <see cref="AccountImport"/> reads back to the same accounts. Never passwords.</summary>
public static class AccountExport
{
    /// <summary>Writes a file; it appears whole or not at all. Returns the number of accounts.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="accounts">What to write.</param>
    /// <param name="options">Encoding and separator.</param>
    /// <param name="cancellation">Gives up and leaves the previous file.</param>
    /// <exception cref="OktellException">WriteFailed, DiskFull, PathNotFile, CharacterNotInEncoding.</exception>
    public static int Write(string path, IEnumerable<Account> accounts, DelimitedWriteOptions options, CancellationToken cancellation)
    {
        using var writer = DelimitedWriter.Create(path, options);
        writer.WriteRow([.. AccountColumns.All.Take(AccountColumns.Password).Select(column => column.Name)]);
        var count = 0;
        foreach (var account in accounts)
        {
            cancellation.ThrowIfCancellationRequested();
            writer.WriteRow(Values(account));
            count++;
        }

        writer.Commit();
        return count;
    }

    private static string?[] Values(Account account)
    {
        var values = new string?[AccountColumns.Password];
        values[AccountColumns.User] = account.User;
        values[AccountColumns.Reference] = account.UserReference?.ToString("D");
        values[AccountColumns.Login] = account.Login;
        values[AccountColumns.Number] = account.Number;
        values[AccountColumns.Department] = account.Department;
        values[AccountColumns.Role] = string.Join(", ", account.Roles.Distinct().OrderBy(role => role).Select(RoleNames.Of));
        values[AccountColumns.StartWithSystem] = Flag(account.StartWithSystem);
        values[AccountColumns.DebugMode] = Flag(account.DebugMode);
        values[AccountColumns.ShowNotifications] = Flag(account.ShowNotifications);
        values[AccountColumns.MayChangeOwnSettings] = Flag(account.MayChangeOwnSettings);
        values[AccountColumns.CreateObjectOnIncomingCall] = Flag(account.CreateObjectOnIncomingCall);
        values[AccountColumns.CreatedObjectName] = account.CreatedObjectName;
        values[AccountColumns.NumberAttribute] = account.NumberAttribute;
        values[AccountColumns.CallerAttribute] = account.CallerAttribute;
        values[AccountColumns.OktellUserId] = account.OktellUserId;
        values[AccountColumns.NumberPlanId] = account.NumberPlanId;
        return values;
    }

    private static string Flag(bool value) => value ? "Да" : "Нет";
}
