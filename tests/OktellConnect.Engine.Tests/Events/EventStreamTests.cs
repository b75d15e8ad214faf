using CsCheck;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Events;
using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Events;

public class EventStreamTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly EventHub hub;

    public EventStreamTests() => hub = new EventHub(capacity: 4, clock);

    [Fact]
    public async Task What_does_not_fit_is_announced_once_and_where_it_is_missing()
    {
        using var stream = Open();
        Publish(1);
        Assert.Equal([1], await ReadAsync(stream, 1));

        Publish(2, 3, 4);
        clock.Advance(TimeSpan.FromSeconds(1));
        var full = clock.GetUtcNow();
        Publish(5, 6, 7);

        var loss = Assert.IsType<LossEvent>(await stream.ReadAsync(Clients.Stop));
        Assert.Equal((2, full), (loss.Count, loss.Time));
        Assert.Equal([4, 5, 6, 7], await ReadAsync(stream, 4));
        Assert.Equal(2, stream.LostCount);

        Publish(8);
        Assert.Equal([8], await ReadAsync(stream, 1));
    }

    [Fact]
    public async Task A_gap_survives_what_events_do_not()
    {
        using var stream = Open();
        var first = clock.GetUtcNow();
        var last = first + TimeSpan.FromMinutes(3);
        Publish(1);
        hub.Publish(new GapEvent(first, first + TimeSpan.FromMinutes(1)));
        Publish(2);
        hub.Publish(new GapEvent(first + TimeSpan.FromMinutes(2), last));
        Publish(3, 4, 5, 6);

        Assert.Equal(2, Assert.IsType<LossEvent>(await stream.ReadAsync(Clients.Stop)).Count);
        Assert.Equal(new GapEvent(first, last), await stream.ReadAsync(Clients.Stop));
        Assert.Equal([3, 4, 5, 6], await ReadAsync(stream, 4));
    }

    [Fact]
    public async Task A_loss_further_up_is_told_to_every_reader_and_counted()
    {
        using var stream = Open(OktellEventType.Call);
        hub.Publish(new LossEvent(clock.GetUtcNow(), 17));

        Assert.Equal(17, Assert.IsType<LossEvent>(await stream.ReadAsync(Clients.Stop)).Count);
        Assert.Equal(17, stream.LostCount);
    }

    [Fact]
    public async Task Only_what_is_wanted_is_built_and_delivered()
    {
        Assert.False(hub.IsWanted(OktellEventType.NumberState));
        using (var calls = Open(OktellEventType.Call))
        using (var states = hub.Open(new EventStreamOptions { Types = [OktellEventType.NumberState], Filter = item => ((NumberStateEvent)item).Number != "2" })!)
        {
            Assert.True(hub.IsWanted(OktellEventType.NumberState));
            Assert.True(hub.IsWanted(OktellEventType.Call));
            Assert.False(hub.IsWanted(OktellEventType.Message));
            Publish(1, 2, 3);
            hub.Publish(new GapEvent(clock.GetUtcNow(), clock.GetUtcNow()));

            Assert.Equal([1, 3], await ReadAsync(states, 2));
            Assert.IsType<GapEvent>(await calls.ReadAsync(Clients.Stop));
        }

        Assert.False(hub.IsWanted(OktellEventType.Call));
    }

    [Fact]
    public async Task A_filter_that_fails_ends_its_own_stream_with_its_failure()
    {
        using var broken = hub.Open(new EventStreamOptions { Filter = _ => throw new InvalidTimeZoneException("no") })!;
        using var sound = Open();
        Publish(1);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => broken.ReadAsync(Clients.Stop));
        Assert.Equal([1], await ReadAsync(sound, 1));
    }

    [Fact]
    public async Task What_was_published_before_the_end_is_read_before_the_end()
    {
        using var stream = Open();
        Publish(1, 2);
        hub.Publish(new ConnectionEvent(clock.GetUtcNow(), ClientState.Failed, ClientState.Reconnecting, "twice refused"));
        hub.Complete("twice refused");

        Assert.Equal([1, 2], await ReadAsync(stream, 2));
        Assert.Equal("twice refused", Assert.IsType<ConnectionEvent>(await stream.ReadAsync(Clients.Stop)).Reason);
        Assert.Null(await stream.ReadAsync(Clients.Stop));
        Assert.Empty(await stream.ReadManyAsync(10, Clients.Stop));
        Assert.Equal("twice refused", stream.EndReason);
        Assert.Null(hub.Open(new EventStreamOptions()));
    }

    [Fact]
    public async Task Disposing_frees_a_waiting_reader()
    {
        var stream = Open();
        var waiting = stream.ReadAsync(Clients.Stop);
        Assert.False(waiting.IsCompleted);
        stream.Dispose();
        Assert.Null(await waiting);
        Publish(1);
        Assert.Null(await stream.ReadAsync(Clients.Stop));
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_repeated()
    {
        using var stream = Open();
        using var stop = new CancellationTokenSource();
        var waiting = stream.ReadAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Publish(1);
        Assert.Equal([1], await ReadAsync(stream, 1));
    }

    /// <summary>Whatever the turns of writer and reader: nothing is lost silently, nothing comes twice, and the order is kept.</summary>
    [Fact]
    public void Delivered_and_announced_lost_make_what_was_published() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[-4, 12].Array[0, 60]).Sample((capacity, turns) =>
        {
            var turnHub = new EventHub(capacity, clock);
            using var stream = turnHub.Open(new EventStreamOptions())!;
            var published = 0;
            var next = 1;
            foreach (var turn in turns.Append(-1000))
            {
                for (var count = 0; count < turn; count++)
                {
                    turnHub.Publish(Event(++published));
                }

                for (var count = 0; count > turn && (next <= published || count == 0); count--)
                {
                    var read = stream.ReadAsync(CancellationToken.None);
                    if (!read.IsCompleted)
                    {
                        // All is read. The wait is ended by what is published next, so it is no turn of its own.
                        Assert.Equal(published + 1, next);
                        turnHub.Publish(Event(++published));
                    }

                    Take(read.GetAwaiter().GetResult()!);
                }
            }

            Assert.Equal(published + 1, next);

            void Take(OktellEvent item)
            {
                if (item is LossEvent loss)
                {
                    next += (int)loss.Count;
                    return;
                }

                Assert.Equal(next++, Number(item));
            }
        });

    [Fact]
    public async Task Several_writers_and_a_reader_at_once_account_for_every_event()
    {
        const int Writers = 4;
        const int Each = 20_000;
        var wide = new EventHub(capacity: 500, clock);
        using var stream = wide.Open(new EventStreamOptions())!;
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var index = 0; index < Each; index++)
            {
                wide.Publish(Event((writer * Each) + index));
            }
        }));
        var ended = Task.WhenAll(writing).ContinueWith(_ => wide.Complete(null), TaskScheduler.Default);

        var accounted = 0L;
        var last = Enumerable.Repeat(-1, Writers).ToArray();
        while (await stream.ReadManyAsync(100, Clients.Stop) is { Count: > 0 } batch)
        {
            foreach (var item in batch)
            {
                accounted += item is LossEvent loss ? loss.Count : 1;
                if (item is NumberStateEvent)
                {
                    Assert.True(Number(item) > last[Number(item) / Each]);
                    last[Number(item) / Each] = Number(item);
                }
            }
        }

        await ended;
        Assert.Equal(Writers * Each, accounted);
    }

    private static NumberStateEvent Event(int number) =>
        new(DateTimeOffset.UnixEpoch, number.ToString(System.Globalization.CultureInfo.InvariantCulture), null, NumberState.Free, 1, NumberState.Free);

    private static int Number(OktellEvent? item) => int.Parse(Assert.IsType<NumberStateEvent>(item).Number, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<List<int>> ReadAsync(EventStream stream, int count)
    {
        var read = new List<int>();
        while (read.Count < count)
        {
            read.Add(Number(await stream.ReadAsync(Clients.Stop)));
        }

        return read;
    }

    private EventStream Open(params OktellEventType[] types) => hub.Open(new EventStreamOptions { Types = types })!;

    private void Publish(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            hub.Publish(Event(number));
        }
    }
}
