using System.Management.Automation;

namespace OktellConnect.Cmdlets.Tests.Foundation;

/// <summary>The bridge between asynchronous work and the pipeline.</summary>
public sealed partial class AsyncCmdletTests : IDisposable
{
    private readonly CommandRunspace commands = new(typeof(ScriptedCommand), typeof(SelectFirstFewCommand), typeof(InvokeEachCommand));

    public void Dispose() => commands.Dispose();

    [Fact]
    public async Task Objects_come_out_in_the_order_they_were_written_from_whatever_thread()
    {
        var output = await RunAsync(async bridge =>
        {
            bridge.Write(1);
            await Task.Run(() => bridge.Write(2), TestContext.Current.CancellationToken);
            bridge.Write(3);
            await Task.Yield();
            bridge.Write(4);
        });

        Assert.Equal([1, 2, 3, 4], output);
    }

    [Fact]
    public async Task What_a_worker_queued_comes_out_before_what_the_pipeline_thread_writes_next()
    {
        var output = await RunAsync(bridge =>
        {
            var worker = new Thread(() => bridge.Write("worker"));
            worker.Start();
            worker.Join();
            bridge.Write("own");
            return Task.CompletedTask;
        });

        Assert.Equal(["worker", "own"], output);
    }

    [Fact]
    public async Task What_a_worker_queued_comes_out_even_when_the_hook_ends_at_once()
    {
        var output = await RunAsync(bridge =>
        {
            var worker = new Thread(() => bridge.Write("worker"));
            worker.Start();
            worker.Join();
            return Task.CompletedTask;
        });

        Assert.Equal(["worker"], output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_written_before_a_failure_comes_out_first(bool later)
    {
        using var shell = Shell(async bridge =>
        {
            if (later)
            {
                await Task.Yield();
            }

            bridge.Write("before");
            throw new OktellException(OktellErrors.NotConnected, "There is none.");
        });
        var output = new PSDataCollection<PSObject>();

        var failure = await Assert.ThrowsAnyAsync<RuntimeException>(() => shell.InvokeAsync<PSObject, PSObject>(null, output));

        Assert.Equal("before", output.Single().BaseObject);
        Assert.Equal("NotConnected,OktellConnect.Cmdlets.Tests.Foundation.ScriptedCommand", failure.ErrorRecord.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidOperation, failure.ErrorRecord.CategoryInfo.Category);
    }

    [Fact]
    public async Task A_failure_thrown_before_the_first_await_by_a_plain_method_ends_the_command_alike()
    {
        using var shell = Shell(_ => throw new OktellException(OktellErrors.NotConnected, "There is none."));

        var failure = await Assert.ThrowsAnyAsync<RuntimeException>(shell.InvokeAsync);

        Assert.StartsWith("NotConnected,", failure.ErrorRecord.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task An_unexpected_exception_keeps_its_type()
    {
        using var shell = Shell(async _ =>
        {
            await Task.Yield();
            throw new FormatException("odd");
        });

        var failure = await Assert.ThrowsAnyAsync<RuntimeException>(shell.InvokeAsync);

        Assert.IsType<FormatException>(failure.ErrorRecord.Exception);
        Assert.Equal("Unexpected,OktellConnect.Cmdlets.Tests.Foundation.ScriptedCommand", failure.ErrorRecord.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task A_non_terminating_failure_goes_to_the_error_stream_and_the_command_goes_on()
    {
        using var shell = Shell(async bridge =>
        {
            await Task.Yield();
            bridge.WriteFailure(new OktellException(OktellErrors.NotConnected, "One of many.", target: "row"));
            bridge.Write("after");
        });

        var output = await shell.InvokeAsync();

        Assert.Equal("after", output.Single().BaseObject);
        var error = Assert.Single(shell.Streams.Error);
        Assert.Equal("row", error.TargetObject);
        Assert.StartsWith("NotConnected,", error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task ErrorAction_Stop_ends_the_work_at_the_first_failure()
    {
        var ended = new TaskCompletionSource();
        using var shell = Shell(async bridge =>
        {
            try
            {
                await Task.Yield();
                bridge.WriteFailure(new OktellException(OktellErrors.NotConnected, "First."));
                await Task.Delay(Timeout.Infinite, bridge.Cancellation);
            }
            finally
            {
                ended.SetResult();
            }
        });
        shell.AddParameter("ErrorAction", ActionPreference.Stop);

        await Assert.ThrowsAsync<ActionPreferenceStopException>(shell.InvokeAsync);

        Assert.True(ended.Task.IsCompleted);
    }

    [Fact]
    public async Task A_second_command_may_block_on_the_pipeline_thread_until_the_first_has_written_much_more()
    {
        var written = 0;
        using var enough = new ManualResetEventSlim();
        using var shell = Shell(async bridge =>
        {
            for (var number = 0; number < 10_000; number++)
            {
                await Task.Yield();
                bridge.Write(number);
                written++;
            }

            enough.Set();
        });
        shell.AddCommand("Invoke-Each").AddParameter("Action", (Action<object?>)(value =>
        {
            if (value is 0)
            {
                Assert.True(enough.Wait(TimeSpan.FromSeconds(30)));
            }
        }));

        var output = await shell.InvokeAsync();

        Assert.Equal(10_000, output.Count);
    }

    [Fact]
    public async Task Two_asynchronous_commands_in_one_pipeline_do_not_wait_for_each_other_for_ever()
    {
        using var shell = Shell(async bridge =>
        {
            for (var number = 0; number < 100; number++)
            {
                await Task.Yield();
                bridge.Write(number);
            }
        });
        shell.AddCommand("Invoke-Scripted").AddParameter("Process", (Func<IBridge, Task>)(async bridge =>
        {
            await Task.Yield();
            bridge.Write(await bridge.AskAsync(() => "asked"));
        }));

        var output = await shell.InvokeAsync();

        Assert.Equal(100, output.Count);
    }

    [Fact]
    public async Task Questions_run_on_the_pipeline_thread_and_their_failures_go_to_the_asker()
    {
        int? own = null;
        var output = await RunAsync(async bridge =>
        {
            own = Environment.CurrentManagedThreadId;
            await Task.Run(
                async () =>
                {
                    bridge.Write(await bridge.AskAsync(() => Environment.CurrentManagedThreadId) == own);
                    await Assert.ThrowsAsync<FormatException>(() => bridge.AskAsync<int>(() => throw new FormatException("no")));
                    bridge.Write("went on");
                },
                TestContext.Current.CancellationToken);
        });

        Assert.Equal([true, "went on"], output);
    }

    [Fact]
    public async Task WhatIf_answers_no_from_any_thread()
    {
        using var shell = Shell(async bridge =>
        {
            bridge.Write(await bridge.ConfirmAsync("target", "act"));
            await Task.Yield();
            bridge.Write(await bridge.ConfirmAsync("target", "act"));
        });
        shell.AddParameter("WhatIf");

        var output = await shell.InvokeAsync();

        Assert.Equal([false, false], output.Select(item => item.BaseObject));
    }

    [Fact]
    public async Task Progress_is_shown_as_it_was_when_reported()
    {
        using var shell = Shell(async bridge =>
        {
            await Task.Yield();
            var record = new ProgressRecord(1, "Importing", "Rows") { PercentComplete = 10 };
            bridge.Report(record);
            record.PercentComplete = 90;
            bridge.Report(record);
        });

        await shell.InvokeAsync();

        Assert.Equal([10, 90], shell.Streams.Progress.Select(record => record.PercentComplete));
    }

    [Fact]
    public async Task Warnings_come_out_from_any_thread()
    {
        using var shell = Shell(async bridge =>
        {
            await Task.Yield();
            bridge.Warn("careful");
        });

        await shell.InvokeAsync();

        Assert.Equal("careful", Assert.Single(shell.Streams.Warning).Message);
    }

    [Fact]
    public void The_hosts_synchronization_context_is_never_captured_but_downstream_commands_still_see_it()
    {
        var context = new RefusingContext();
        SynchronizationContext? inHook = context;
        SynchronizationContext? downstream = null;
        var runspace = System.Management.Automation.Runspaces.RunspaceFactory.CreateRunspace(State());
        runspace.ThreadOptions = System.Management.Automation.Runspaces.PSThreadOptions.UseCurrentThread;
        runspace.Open();
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand("Invoke-Scripted").AddParameter("Process", (Func<IBridge, Task>)(async bridge =>
        {
            inHook = SynchronizationContext.Current;
            await Task.Yield();
            bridge.Write("x");
        }));
        shell.AddCommand("Invoke-Each").AddParameter("Action", (Action<object?>)(_ => downstream = SynchronizationContext.Current));
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            shell.Invoke();
            Assert.Same(context, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
            runspace.Dispose();
        }

        Assert.Null(inHook);
        Assert.Same(context, downstream);
        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public async Task Every_hook_runs_in_turn_and_the_command_is_disposed()
    {
        var disposed = 0;
        using var shell = commands.Create();
        shell.AddCommand("Invoke-Scripted")
            .AddParameter("Begin", (Func<IBridge, Task>)(async bridge => { await Task.Yield(); bridge.Write("begin"); }))
            .AddParameter("Process", (Func<IBridge, Task>)(async bridge => { await Task.Yield(); bridge.Write("process"); }))
            .AddParameter("End", (Func<IBridge, Task>)(async bridge => { await Task.Yield(); bridge.Write("end"); }))
            .AddParameter("Disposed", (Action)(() => disposed++));

        var output = await shell.InvokeAsync(new PSDataCollection<object>([1, 2]));

        Assert.Equal(["begin", "process", "process", "end"], output.Select(item => item.BaseObject));
        Assert.Equal(1, disposed);
    }

    [Fact]
    public async Task An_exception_on_a_thread_of_the_work_ends_the_command_and_not_the_process()
    {
        using var shell = Shell(bridge => Task.WhenAll(
            Task.Run(() => throw new FormatException("one")),
            Task.Run(() => throw new FormatException("two"))));

        var failure = await Assert.ThrowsAnyAsync<RuntimeException>(shell.InvokeAsync);

        Assert.IsType<FormatException>(failure.ErrorRecord.Exception);
    }

    private static System.Management.Automation.Runspaces.InitialSessionState State()
    {
        var state = System.Management.Automation.Runspaces.InitialSessionState.CreateDefault2();
        state.Commands.Add(new System.Management.Automation.Runspaces.SessionStateCmdletEntry("Invoke-Scripted", typeof(ScriptedCommand), null));
        state.Commands.Add(new System.Management.Automation.Runspaces.SessionStateCmdletEntry("Invoke-Each", typeof(InvokeEachCommand), null));
        return state;
    }

    private PowerShell Shell(Func<IBridge, Task> work) => commands.Create().AddCommand("Invoke-Scripted").AddParameter("Process", work);

    private async Task<IReadOnlyList<object?>> RunAsync(Func<IBridge, Task> work)
    {
        using var shell = Shell(work);
        return [.. (await shell.InvokeAsync()).Select(item => item?.BaseObject)];
    }

    // Stands for a host's user-interface thread: work that came back to it would wait for the command that waits for the work.
    private sealed class RefusingContext : SynchronizationContext
    {
        public int Posts { get; private set; }

        public override void Post(SendOrPostCallback callback, object? state) => Posts++;
    }
}
