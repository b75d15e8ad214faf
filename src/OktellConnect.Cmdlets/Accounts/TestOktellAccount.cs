using System.Diagnostics;
using System.Management.Automation;
using OktellConnect.Coordination;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Tests accounts by logging in with their kept passwords.</summary>
[Cmdlet(VerbsDiagnostic.Test, "OktellAccount")]
[OutputType(typeof(AccountTestResult))]
public sealed class TestOktellAccount : InfobaseCmdlet
{
    private const string Activity = "Testing accounts";
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);
    private readonly List<AccountIdentity> wanted = [];

    /// <summary>Whose; wildcards allowed. All by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("User")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public AccountIdentity[]? Identity { get; set; }

    /// <summary>The connection whose server and options are used; by default the runspace's current one.</summary>
    [Parameter]
    [ValidateNotNull]
    public OktellConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        wanted.AddRange(Identity ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var infobase = RequireInfobase();
        var connection = Connection ?? RunspaceState.Current.Connection
            ?? throw new OktellException(OktellErrors.NotConnected, "There is no connection to an Oktell server.");
        var isChosen = MyInvocation.ExpectingInput || Identity is not null;
        var accounts = await AccountMemory.ReadAsync(infobase, Cancellation).ConfigureAwait(false);
        var chosen = isChosen ? Choose(accounts) : accounts;
        var sinceReport = Stopwatch.StartNew();
        var done = 0;
        try
        {
            await new AccountTest(connection).RunAsync(infobase, chosen, Show, Cancellation).ConfigureAwait(false);
        }
        finally
        {
            Report(new ProgressRecord(0, Activity, connection.Server.Host) { RecordType = ProgressRecordType.Completed });
        }

        void Show(AccountTestResult result)
        {
            Write(result);
            done++;
            if (sinceReport.Elapsed >= ProgressInterval)
            {
                sinceReport.Restart();
                Report(new ProgressRecord(0, Activity, connection.Server.Host) { PercentComplete = 100 * done / chosen.Count, CurrentOperation = FormattableString.Invariant($"{done} of {chosen.Count}") });
            }
        }
    }

    // Each account once, however often it was named: a password is tried once.
    private List<Account> Choose(IReadOnlyList<Account> accounts)
    {
        var chosen = new List<Account>();
        foreach (var identity in wanted)
        {
            try
            {
                chosen.AddRange(identity.FindAll(accounts).Where(account => !chosen.Contains(account)));
            }
            catch (OktellException failure)
            {
                WriteFailure(failure);
            }
        }

        return chosen;
    }
}
