using System.Globalization;
using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>One row of an accounts file, read and checked by itself. What it does not say, the account keeps.</summary>
internal sealed class AccountRow
{
    private const int LongestNumber = 15;
    private readonly List<Func<Account, Account>> changes = [];

    private AccountRow(int line) => Line = line;

    public int Line { get; }

    public string User { get; private set; } = "";

    public string Login { get; private set; } = "";

    public string? Number { get; private set; }

    public Guid? Reference { get; private set; }

    /// <summary>The row's own password, or null. Never leaves this assembly.</summary>
    public string? Password { get; private set; }

    /// <summary>Whether the row says which Oktell user it is linked to.</summary>
    public bool HasLink { get; private set; }

    /// <summary>Why the row is not accepted as it stands, or null.</summary>
    public RejectReason? Rejection { get; private set; }

    /// <summary>What exactly, or null.</summary>
    public string? Detail { get; private set; }

    /// <summary>Column of the file at which the wrong value starts, from 1; 0 where the whole row is meant.</summary>
    public int Column { get; private set; }

    /// <summary>Reads the row a reader stands on.</summary>
    public static AccountRow Read(DelimitedReader reader)
    {
        var row = new AccountRow(reader.Line);
        row.User = reader[AccountColumns.User].Trim();
        row.Login = reader[AccountColumns.Login].Trim();
        if (reader.IsUneven)
        {
            // Values may stand under wrong names: a password could be where the name belongs, so nothing of the row is shown.
            row.User = row.Login = "";
            row.Reject(RejectReason.UnevenRow, $"{reader.FieldCount.ToString(CultureInfo.InvariantCulture)} ≠ {reader.Header.Count.ToString(CultureInfo.InvariantCulture)}", 0);
            return row;
        }

        row.ReadValues(reader);
        return row;
    }

    // The first thing wrong is what is told.
    private void Reject(RejectReason reason, string? detail, int column)
    {
        if (Rejection is null)
        {
            Rejection = reason;
            Detail = detail;
            Column = column;
        }
    }

    /// <summary>The account as it is to be: what is known of it, with what the row says.</summary>
    public Account ApplyTo(Account? before)
    {
        var account = before is null
            ? new Account { User = User, Login = Login }
            : before with { User = User, Login = Login };
        foreach (var change in changes)
        {
            account = change(account);
        }

        return account;
    }

    private void ReadValues(DelimitedReader reader)
    {
        Require(reader, AccountColumns.User, User, AccountReasons.UserMissing);
        Require(reader, AccountColumns.Login, Login, AccountReasons.LoginMissing);
        ReadReference(reader);
        ReadNumber(reader);
        ReadRoles(reader);
        ReadText(reader, AccountColumns.Department, (account, value) => account with { Department = value });
        ReadFlag(reader, AccountColumns.StartWithSystem, (account, value) => account with { StartWithSystem = value });
        ReadFlag(reader, AccountColumns.DebugMode, (account, value) => account with { DebugMode = value });
        ReadFlag(reader, AccountColumns.ShowNotifications, (account, value) => account with { ShowNotifications = value });
        ReadFlag(reader, AccountColumns.MayChangeOwnSettings, (account, value) => account with { MayChangeOwnSettings = value });
        ReadFlag(reader, AccountColumns.CreateObjectOnIncomingCall, (account, value) => account with { CreateObjectOnIncomingCall = value });
        ReadText(reader, AccountColumns.CreatedObjectName, (account, value) => account with { CreatedObjectName = value });
        ReadText(reader, AccountColumns.NumberAttribute, (account, value) => account with { NumberAttribute = value });
        ReadText(reader, AccountColumns.CallerAttribute, (account, value) => account with { CallerAttribute = value });
        ReadLink(reader);
        Password = reader[AccountColumns.Password] is { Length: > 0 } password ? password : null;
    }

    private void Require(DelimitedReader reader, int column, string value, RejectReason reason)
    {
        if (value.Length == 0)
        {
            Reject(reason, null, reader.ColumnOf(column));
        }
    }

    private void ReadReference(DelimitedReader reader)
    {
        var text = reader[AccountColumns.Reference].Trim();
        if (text.Length == 0)
        {
            return;
        }

        if (!Guid.TryParse(text, out var reference))
        {
            Reject(AccountReasons.ReferenceInvalid, text, reader.ColumnOf(AccountColumns.Reference));
            return;
        }

        Reference = reference;
        changes.Add(account => account with { UserReference = reference });
    }

    private void ReadNumber(DelimitedReader reader)
    {
        if (!reader.HasColumn(AccountColumns.Number))
        {
            return;
        }

        var text = reader[AccountColumns.Number].Trim();
        Number = text.Length == 0 ? null : text;
        if (!IsNumber(text))
        {
            Reject(AccountReasons.NumberInvalid, text, reader.ColumnOf(AccountColumns.Number));
        }

        changes.Add(account => account with { Number = Number });
    }

    internal static bool IsNumber(string text) => text.Length <= LongestNumber && text.All(character => character is >= '0' and <= '9');

    // A cell may hold both roles. An empty cell takes the roles away, as every empty cell empties its value.
    private void ReadRoles(DelimitedReader reader)
    {
        if (!reader.HasColumn(AccountColumns.Role))
        {
            return;
        }

        var roles = new List<OktellRole>();
        foreach (var name in reader[AccountColumns.Role].Split(',', '|', '/').Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            if (RoleNames.Parse(name) is { } role)
            {
                roles.Add(role);
            }
            else
            {
                Reject(AccountReasons.RoleUnknown, name, reader.ColumnOf(AccountColumns.Role));
            }
        }

        OktellRole[] held = [.. roles.Distinct().OrderBy(role => role)];
        changes.Add(account => account with { Roles = held });
    }

    private void ReadText(DelimitedReader reader, int column, Func<Account, string?, Account> set)
    {
        if (reader.HasColumn(column))
        {
            var value = reader[column].Trim() is { Length: > 0 } text ? text : null;
            changes.Add(account => set(account, value));
        }
    }

    private void ReadFlag(DelimitedReader reader, int column, Func<Account, bool, Account> set)
    {
        if (!reader.HasColumn(column))
        {
            return;
        }

        var text = reader[column].Trim();
        bool? value = text.ToUpperInvariant() switch
        {
            "ДА" or "ИСТИНА" or "TRUE" or "YES" or "1" => true,
            "" or "НЕТ" or "ЛОЖЬ" or "FALSE" or "NO" or "0" => false,
            _ => null,
        };
        if (value is not { } known)
        {
            Reject(AccountReasons.FlagInvalid, $"{reader.HeaderOf(column)} = {text}", reader.ColumnOf(column));
            return;
        }

        changes.Add(account => set(account, known));
    }

    private void ReadLink(DelimitedReader reader)
    {
        var user = reader[AccountColumns.OktellUserId].Trim();
        var number = reader[AccountColumns.NumberPlanId].Trim();
        if (user.Length == 0 && number.Length == 0)
        {
            return;
        }

        if (user.Length == 0)
        {
            Reject(AccountReasons.LinkIncomplete, null, reader.ColumnOf(AccountColumns.NumberPlanId));
            return;
        }

        HasLink = true;
        changes.Add(account => account with
        {
            OktellUserId = user.ToLowerInvariant(),
            NumberPlanId = number.Length == 0 ? null : number.ToLowerInvariant(),
        });
    }
}
