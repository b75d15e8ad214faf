using System.Collections;
using System.Management.Automation;
using OktellConnect.Client;
using OktellConnect.Cmdlets.Tests.Foundation;
using OktellConnect.Protocol;
using OktellConnect.Simulator;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets.Tests.Surface;

/// <summary>A simulator, a connection to it with a conversation under way, and what commands send over it.</summary>
public sealed class Rehearsal : IAsyncLifetime
{
    private SimulatorHost? simulator;
    private OktellConnection? connection;
    private CommandRunspace? runspace;

    public ModuleSurface Surface { get; } = new();

    public async ValueTask InitializeAsync()
    {
        simulator = await SimulatorHost.StartAsync(new SimulatorOptions { History = false, Speed = 10 }, TestContext.Current.CancellationToken);
        connection = await OktellConnection.OpenAsync(
            [simulator.Uri.ToString()],
            new OktellCredential("ivanov", "Secret123"),
            new OktellClientOptions { AllowUnencrypted = true, JournalCapacity = 10_000 },
            TestContext.Current.CancellationToken);
        var call = await connection.Phone.StartCallAsync("911000", CallSequence.UserFirst, intercom: false, TestContext.Current.CancellationToken);
        await connection.Phone.WaitForStateAsync(call, [CallState.Talk], TimeSpan.FromSeconds(30), onChange: null, TestContext.Current.CancellationToken);
        await connection.Redirects.SetAsync("103", TestContext.Current.CancellationToken);
        runspace = new CommandRunspace([.. Surface.Commands.Select(command => command.ImplementingType)]);
    }

    /// <summary>Runs a command and tells which messages it sent that change something, and which errors it wrote.</summary>
    public (IReadOnlyList<string> Changing, IReadOnlyList<string> Errors) Run(string name, Hashtable arguments, bool isRehearsed)
    {
        var before = connection!.Journal.GetLast(int.MaxValue).Count(IsSent);
        using var shell = runspace!.Create();
        shell.AddCommand(name).AddParameters(arguments).AddParameter("Connection", connection);
        if (isRehearsed)
        {
            shell.AddParameter("WhatIf");
        }

        var errors = new List<string>();
        try
        {
            shell.Invoke();
            errors.AddRange(shell.Streams.Error.Select(error => error.FullyQualifiedErrorId));
        }
        catch (RuntimeException failure)
        {
            errors.Add(failure.ErrorRecord.FullyQualifiedErrorId);
        }

        var sent = connection.Journal.GetLast(int.MaxValue).Where(IsSent).Skip(before);
        return ([.. sent.Select(entry => entry.Name).Where(Changes)], errors);
    }

    public async ValueTask DisposeAsync()
    {
        runspace?.Dispose();
        connection?.Dispose();
        Surface.Dispose();
        if (simulator is not null)
        {
            await simulator.DisposeAsync();
        }
    }

    private static bool IsSent(JournalEntry entry) => entry.Kind == JournalEntryKind.Out;

    // What the catalogue does not know may change anything.
    private static bool Changes(string method) =>
        MethodCatalog.All.FirstOrDefault(known => known.Name == method && known.Direction == MessageDirection.ToServer) is not { Category: RepeatCategory.Read };
}
