namespace OktellConnect.Cmdlets.Tests.Foundation;

/// <summary>Writing much without running ahead.</summary>
public sealed partial class AsyncCmdletTests
{
    [Fact]
    public async Task Batches_come_out_in_order_with_what_is_written_one_by_one()
    {
        var output = await RunAsync(async bridge =>
        {
            await bridge.WriteAllAsync([1, 2]);
            await Task.Yield();
            bridge.Write(3);
            await bridge.WriteAllAsync([4, 5]);
            bridge.Write(6);
            await bridge.WriteAllAsync([]);
        });

        Assert.Equal([1, 2, 3, 4, 5, 6], output);
    }

    [Fact]
    public async Task Work_that_writes_batches_waits_for_the_pipeline()
    {
        var written = 0;
        var ahead = 0;
        var taken = 0;
        using var shell = Shell(async bridge =>
        {
            await Task.Yield();
            for (; written < 100; written += 10)
            {
                ahead = Math.Max(ahead, written - Volatile.Read(ref taken));
                await bridge.WriteAllAsync([.. Enumerable.Range(written, 10).Cast<object?>()]);
            }
        });
        shell.AddCommand("Invoke-Each").AddParameter("Action", (Action<object?>)(_ => Interlocked.Increment(ref taken)));

        var output = await shell.InvokeAsync();

        Assert.Equal(100, output.Count);
        Assert.Equal(0, ahead);
    }

    [Fact]
    public async Task A_batch_that_is_cut_short_by_a_command_further_down_ends_the_work()
    {
        var ended = new TaskCompletionSource();
        using var shell = Shell(async bridge =>
        {
            try
            {
                await Task.Yield();
                while (true)
                {
                    bridge.Cancellation.ThrowIfCancellationRequested();
                    await bridge.WriteAllAsync([1, 2, 3]);
                }
            }
            finally
            {
                ended.SetResult();
            }
        });
        shell.AddCommand("Select-FirstFew").AddParameter("First", 5);

        var output = await shell.InvokeAsync();

        Assert.Equal([1, 2, 3, 1, 2], output.Select(value => value.BaseObject));
        Assert.True(ended.Task.IsCompleted);
        Assert.Empty(shell.Streams.Error);
    }
}
