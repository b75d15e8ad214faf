using System.Management.Automation;

namespace OktellConnect.Cmdlets.Tests.Foundation;

/// <summary>How a command ends before its work is done.</summary>
public sealed partial class AsyncCmdletTests
{
    [Fact]
    public async Task Stopping_cancels_the_work_and_ends_as_a_stop()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource();
        using var shell = Shell(async bridge =>
        {
            started.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, bridge.Cancellation);
            }
            finally
            {
                ended.SetResult();
            }
        });

        var run = shell.InvokeAsync();
        await started.Task;
        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop);

        await Assert.ThrowsAsync<PipelineStoppedException>(() => run);
        Assert.True(ended.Task.IsCompleted);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    [Fact]
    public async Task A_cancellation_that_is_not_the_users_is_an_error()
    {
        using var shell = Shell(async _ =>
        {
            using var own = new CancellationTokenSource();
            await own.CancelAsync();
            await Task.Delay(Timeout.Infinite, own.Token);
        });

        var failure = await Assert.ThrowsAnyAsync<RuntimeException>(shell.InvokeAsync);

        Assert.IsType<TaskCanceledException>(failure.ErrorRecord.Exception);
        Assert.Equal(PSInvocationState.Failed, shell.InvocationStateInfo.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_command_further_down_that_wants_no_more_stops_the_work_and_waits_for_its_end(bool later)
    {
        var ended = new TaskCompletionSource();
        using var shell = Shell(async bridge =>
        {
            try
            {
                for (var number = 1; ; number++)
                {
                    if (later)
                    {
                        await Task.Yield();
                    }

                    bridge.Cancellation.ThrowIfCancellationRequested();
                    bridge.Write(number);
                }
            }
            finally
            {
                ended.SetResult();
            }
        });
        shell.AddCommand("Select-FirstFew").AddParameter("First", 3);

        var output = await shell.InvokeAsync();

        Assert.Equal([1, 2, 3], output.Select(item => item.BaseObject));
        Assert.True(ended.Task.IsCompleted);
        Assert.Empty(shell.Streams.Error);
    }

    [Fact]
    public async Task A_question_that_is_open_when_the_pipeline_ends_is_cancelled()
    {
        Task<int>? question = null;
        using var shell = Shell(async bridge =>
        {
            await Task.Yield();
            bridge.Write("one");
            question = bridge.AskAsync(() => 1);
            await question;
        });
        shell.AddCommand("Select-FirstFew").AddParameter("First", 1);

        await shell.InvokeAsync();

        Assert.True(question!.IsCanceled || question.IsFaulted);
    }

    [Fact]
    public async Task A_failure_further_down_reaches_the_user_as_it_is()
    {
        using var shell = Shell(async bridge =>
        {
            await Task.Yield();
            bridge.Write("one");
            await Task.Delay(Timeout.Infinite, bridge.Cancellation);
        });
        shell.AddCommand("Invoke-Each").AddParameter("Action", (Action<object?>)(_ => throw new FormatException("down there")));

        var failure = await Assert.ThrowsAnyAsync<RuntimeException>(shell.InvokeAsync);

        Assert.IsType<FormatException>(failure.InnerException);
        Assert.EndsWith("InvokeEachCommand", failure.ErrorRecord.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task After_the_end_writes_are_dropped_and_questions_refused()
    {
        IBridge? kept = null;
        var output = await RunAsync(bridge =>
        {
            kept = bridge;
            bridge.Write("in time");
            return Task.CompletedTask;
        });

        kept!.Write("too late");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => kept.AskAsync(() => 1));

        Assert.Equal(["in time"], output);
        Assert.Contains("ended", refused.Message);
    }

    [Fact]
    public async Task A_straggler_that_writes_while_the_command_ends_does_no_harm()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? straggler = null;
        await RunAsync(bridge =>
        {
            straggler = Task.Run(async () =>
            {
                await go.Task;
                for (var number = 0; number < 1000; number++)
                {
                    bridge.Write(number);
                }
            });
            go.SetResult();
            return Task.CompletedTask;
        });

        await straggler!;
    }
}
