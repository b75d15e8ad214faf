using System.Management.Automation;
using OktellConnect.Statistics;

namespace OktellConnect.Cmdlets;

/// <summary>Lists call records of a period: complete or an error.</summary>
[Cmdlet(VerbsCommon.Get, "OktellCallRecord")]
[OutputType(typeof(CallRecord))]
public sealed class GetOktellCallRecord : CallRecordCmdlet
{
    // Names are looked up for a batch, then the batch is written, in turns: a command behind in the pipeline may use the same infobase,
    // which serves one caller at a time.
    private const int BatchSize = 200;

    private readonly List<string> identities = [];
    private object? direction;

    /// <summary>Only calls of these users: id, name or number, wildcards in names and numbers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserId", "OktellUserId", "Id")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>Only calls with this number on either side or dialled; the last ten digits are compared.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Number { get; set; }

    /// <summary>Only calls of this direction.</summary>
    [Parameter]
    public CallDirection? Direction { get => (CallDirection?)direction; set => direction = value; }

    /// <summary>Only calls that ended without an answer; <c>-Missed:$false</c> only answered ones.</summary>
    [Parameter]
    public SwitchParameter Missed { get; set; }

    /// <summary>Only calls with a recording; <c>-Recorded:$false</c> only those without.</summary>
    [Parameter]
    public SwitchParameter Recorded { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        identities.AddRange(Identity ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var source = OpenSource();
        var period = Period();
        var users = FindUsers();
        if (users is { Count: 0 })
        {
            // Everybody asked for is unknown and has been reported: without a user there is no call.
            return;
        }

        using var reader = await source.OpenAsync(
            new CallRecordQuery
            {
                From = period.From,
                To = period.To,
                UserIds = users,
                Number = Number,
                Direction = Direction,
                Missed = MyInvocation.BoundParameters.ContainsKey(nameof(Missed)) ? Missed.ToBool() : null,
                Recorded = MyInvocation.BoundParameters.ContainsKey(nameof(Recorded)) ? Recorded.ToBool() : null,
                AllowUnproven = AllowUnproven,
            },
            Cancellation).ConfigureAwait(false);
        var batch = new List<CallRecord>(BatchSize);
        try
        {
            while (await reader.ReadAsync(Cancellation).ConfigureAwait(false))
            {
                batch.Add(reader.Current);
                if (batch.Count == BatchSize)
                {
                    await WriteAsync(batch).ConfigureAwait(false);
                }
            }
        }
        catch (OktellException)
        {
            // What was read is shown before the error that says the list does not end here.
            await WriteAsync(batch).ConfigureAwait(false);
            throw;
        }

        await WriteAsync(batch).ConfigureAwait(false);
        foreach (var warning in reader.Warnings)
        {
            Warn(warning);
        }
    }

    private Task<bool> WriteAsync(List<CallRecord> batch) => AskAsync(() =>
    {
        foreach (var record in batch)
        {
            WriteObject(record);
        }

        batch.Clear();
        return true;
    });

    private HashSet<string>? FindUsers()
    {
        if (identities.Count == 0)
        {
            return null;
        }

        var connection = RequireConnection();
        var users = connection.NumberPlan.Users;
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var identity in identities)
        {
            var meant = OktellUsers.Find(connection, users, identity);
            if (meant.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(identity))
            {
                WriteFailure(new OktellException(OktellErrors.UserNotFound, $"The server has no user \"{identity}\".", target: identity), identity);
            }

            found.UnionWith(meant.Select(user => user.Id));
        }

        return found;
    }
}
