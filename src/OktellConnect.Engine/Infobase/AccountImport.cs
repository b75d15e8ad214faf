using System.Globalization;
using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>
/// Brings the accounts of a file into an infobase: all rows are read and checked, planned against what is there, and applied in one
/// transaction. Whatever ends it before its commit leaves the infobase as it was; run again it ends as if it had run once.
/// </summary>
public sealed class AccountImport
{
    private readonly string path;
    private readonly AccountImportOptions options;
    private readonly List<AccountRow> rows = [];
    private FileEncoding encoding;
    private char separator;

    private AccountImport(string path, AccountImportOptions options)
    {
        this.path = path;
        this.options = options;
        RejectPath = options.RejectPath ?? RejectsFile.DefaultPath(path);
    }

    /// <summary>Where rejected rows go.</summary>
    public string RejectPath { get; }

    /// <summary>Reads and checks the rows of a file; what is wrong with single rows is told by the results.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="options">How to import.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="OktellException">The file as a whole cannot be used: see <see cref="DelimitedReader.Open"/> and <see cref="DelimitedReader.Read"/>.</exception>
    public static AccountImport Read(string path, AccountImportOptions options, CancellationToken cancellation)
    {
        var import = new AccountImport(path, options);
        using var reader = DelimitedReader.Open(path, AccountColumns.All, options.Read, cancellation);
        import.encoding = reader.Encoding;
        import.separator = reader.Separator;
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            import.rows.Add(AccountRow.Read(reader));
        }

        return import;
    }

    /// <summary>What <see cref="ApplyAsync"/> would do, changing nothing.</summary>
    public async Task<AccountImportOutcome> PlanAsync(IInfobase infobase, CancellationToken cancellation) =>
        Outcome(await MakePlanAsync(infobase, cancellation).ConfigureAwait(false), applied: false);

    /// <summary>Applies the file and writes the rejects file.</summary>
    /// <exception cref="OktellException">Nothing was changed.</exception>
    public async Task<AccountImportOutcome> ApplyAsync(IInfobase infobase, CancellationToken cancellation)
    {
        using var changes = await infobase.BeginAsync(cancellation).ConfigureAwait(false);

        // Planned under the lock: what another process changed since the file was read is seen.
        var plan = await MakePlanAsync(infobase, cancellation).ConfigureAwait(false);
        var done = 0;
        foreach (var item in plan)
        {
            if (item is { After: { } account, IsRepetition: false })
            {
                await changes.WriteAccountAsync(account, cancellation).ConfigureAwait(false);
                if (item.Password is not null)
                {
                    await changes.SetPasswordAsync(account, item.Password, cancellation).ConfigureAwait(false);
                }
            }

            options.Progress?.Invoke(++done, plan.Count);
        }

        // On the disk before the commit, in its place after it: neither can be there without the other for want of space.
        using var reader = DelimitedReader.Open(path, AccountColumns.All, options.Read with { Encoding = encoding, Separator = separator }, cancellation);
        using var rejects = WriteRejects(reader, plan);
        await changes.CommitAsync(cancellation).ConfigureAwait(false);
        rejects.Commit();
        return Outcome(plan, applied: true);
    }

    private async Task<List<PlannedAccount>> MakePlanAsync(IInfobase infobase, CancellationToken cancellation)
    {
        var plan = AccountPlan.Make(rows, await infobase.GetAccountsAsync(cancellation).ConfigureAwait(false), options.Linker);
        foreach (var item in plan.Where(item => item.After is not null && !item.IsRepetition))
        {
            item.Password = await PasswordToKeepAsync(infobase, item, cancellation).ConfigureAwait(false);
            if (item.Password is not null && item.Action == WriteAction.Unchanged)
            {
                item.Action = WriteAction.Changed;
            }
        }

        return plan;
    }

    private async Task<string?> PasswordToKeepAsync(IInfobase infobase, PlannedAccount item, CancellationToken cancellation)
    {
        if (item.Before is not { HasPassword: true } before)
        {
            return item.Row.Password ?? options.DefaultPassword;
        }

        if (item.Row.Password is null)
        {
            return null;
        }

        try
        {
            var kept = await infobase.GetPasswordAsync(before, cancellation).ConfigureAwait(false);
            return kept == item.Row.Password ? null : item.Row.Password;
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.SecretUnreadable || failure.Error == OktellErrors.SecretKeyMissing)
        {
            // The file brings what can no longer be read.
            return item.Row.Password;
        }
    }

    private RejectsFile WriteRejects(DelimitedReader reader, List<PlannedAccount> plan)
    {
        var password = reader.IndexOf(AccountColumns.Password);
        var rejects = new RejectsFile(RejectPath, reader, password < 0 ? null : [password]);
        try
        {
            foreach (var item in plan)
            {
                if (!reader.Read() || reader.Line != item.Row.Line)
                {
                    throw new OktellException(OktellErrors.FileNotReadable, FormattableString.Invariant($"{path}, line {item.Row.Line}: the file changed while it was read."), target: path);
                }

                if (item.Rejection is { } reason)
                {
                    rejects.Add(reason, item.Detail);
                }
            }

            rejects.Flush();
            return rejects;
        }
        catch
        {
            rejects.Dispose();
            throw;
        }
    }

    private AccountImportOutcome Outcome(List<PlannedAccount> plan, bool applied)
    {
        var results = plan.Select(item => Result(item, applied)).ToList();
        var rejected = results.Where(result => result.Action == WriteAction.Rejected).ToList();
        return new AccountImportOutcome(results, new AccountImportSummary
        {
            Path = path,
            Added = Count(WriteAction.Added),
            Changed = Count(WriteAction.Changed),
            Unchanged = Count(WriteAction.Unchanged),
            Rejected = rejected.Count,
            RejectedByReason = [.. plan.Where(item => item.Rejection is not null).GroupBy(item => item.Rejection!)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Id, StringComparer.Ordinal)
                .Select(group => new RejectCount(group.Key.Id, group.Key.RussianText, group.Count()))],
            RejectPath = applied && rejected.Count > 0 ? RejectPath : null,
            Encoding = FileEncodings.Name(encoding),
            Separator = separator,
            Applied = applied,
            RolesGranted = results.Sum(result => (long)result.RolesGranted.Count),
            RolesRevoked = results.Sum(result => (long)result.RolesRevoked.Count),
            PasswordsKept = results.Count(result => result.PasswordKept),
            Warned = results.Count(result => result.Warnings.Count > 0),
        });

        long Count(WriteAction action) => results.Count(result => result.Action == action);
    }

    private AccountImportResult Result(PlannedAccount item, bool applied)
    {
        var before = item.Before?.Roles ?? [];
        return new AccountImportResult
        {
            Path = path,
            Line = item.Row.Line,
            User = item.Row.User,
            Login = item.Row.Login,
            Number = item.Row.Number,
            Action = item.Action,
            Reason = item.Rejection?.Id,
            Message = item.Rejection is null ? null : Message(item),
            RolesGranted = item.After is null || item.IsRepetition ? [] : [.. item.After.Roles.Except(before)],
            RolesRevoked = item.After is null || item.IsRepetition ? [] : [.. before.Except(item.After.Roles)],
            PasswordKept = item.Password is not null,
            Warnings = item.Warnings,
            Applied = applied && item.Action != WriteAction.Rejected,
        };
    }

    private string Message(PlannedAccount item)
    {
        var column = item.Row.Rejection is not null && item.Row.Column > 0 ? ", column " + item.Row.Column.ToString(CultureInfo.InvariantCulture) : "";
        var detail = item.Detail is null ? "" : ": " + item.Detail;
        return FormattableString.Invariant($"{path}, line {item.Row.Line}{column}: {item.Rejection!.Text}{detail}.");
    }
}

/// <summary>What an import of accounts did, row by row and counted. Immutable.</summary>
/// <param name="Results">One per row, in the file's order.</param>
/// <param name="Summary">The counts.</param>
public sealed record AccountImportOutcome(IReadOnlyList<AccountImportResult> Results, AccountImportSummary Summary);
