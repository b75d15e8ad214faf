using System.Text.Json.Nodes;
using System.Threading.Channels;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

public sealed partial class Phone
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>How long the line waits for what is said about its conference: the state does not depend on it.</summary>
    private static readonly TimeSpan ConferencePatience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly SemaphoreSlim followingConference = new(1, 1);
    private readonly Channel<bool> wantedReads = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private string? followedConference;

    /// <summary>Why the line could not be read last time, or null. It is tried again while the connection is open.</summary>
    public OktellException? LastReadFailure { get; private set; }

    /// <summary>Reads the line again, and its conference where it is in one.</summary>
    /// <exception cref="OktellException">The server refused or did not answer; the state stays as it was.</exception>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        // One read at a time: replies are applied in the order in which they were asked for.
        await reading.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var info = ExtendedLineInfo.Read(await client.RequestAsync("getextendedlineinfo", null, cancellation).ConfigureAwait(false));
            LastReadFailure = null;
            if (info.Abonent is null)
            {
                client.Journal.Note(0, "LineWithoutAbonent", "getextendedlineinfo came without abonent; the state of the line stays as it was.");
            }

            var conference = info.Abonent is { IsRinging: false } party && ConferenceOf(party) is { } id ? await TryReadConferenceAsync(id, cancellation).ConfigureAwait(false) : null;
            Publish(() => tracker.Take(info, conference));
        }
        finally
        {
            reading.Release();
        }

        if (followedConference != Line.Conference?.Id)
        {
            _ = FollowConferenceAsync();
        }
    }

    internal void Start() => _ = Task.Run(FollowAsync);

    /// <summary>The session is a new one: what the server was told of conferences is forgotten.</summary>
    internal void ForgetSession() => followedConference = null;

    /// <summary>Takes a push.</summary>
    internal void Apply(ServerEvent push)
    {
        if (LineEventTable.DelayOf(push) is not { } delay)
        {
            return;
        }

        var conference = push.Name switch
        {
            LineEventTable.CompositionChanged => ConferenceReply.ReadComposition(push.Body),
            LineEventTable.CompetitorChanged => ConferenceReply.ReadCompetitorState(push.Body),
            _ => new ConferenceReply(),
        };
        var started = push.Body.GetFlag("isconference") == true ? Abonent.Id(push.Body.GetNonEmptyText("confid")) : null;
        Publish(() => tracker.Take(push.Name, conference, started));
        WantRead(delay);
    }

    /// <summary>Takes a change of the own user state, which says something about the line too.</summary>
    internal void ApplyUserState(UserState state)
    {
        if (state == UserState.NoPhone)
        {
            Publish(tracker.Disconnect);
        }
        else if (state != UserState.Busy)
        {
            WantRead(TimeSpan.Zero);
        }

        WantRead(TimeSpan.FromMilliseconds(400));
    }

    /// <summary>What the server says of a conference; null where it does not say it.</summary>
    internal async Task<ConferenceReply?> TryReadConferenceAsync(string id, CancellationToken cancellation)
    {
        try
        {
            var body = new JsonObject { ["conferenceid"] = id };
            return ConferenceReply.ReadInfo(await client.RequestAsync("getconferenceinfo", body, ConferencePatience, cancellation).ConfigureAwait(false));
        }
        catch (OktellRequestException failure)
        {
            LastReadFailure = failure;
            return null;
        }
    }

    private string? ConferenceOf(Abonent party)
    {
        lock (gate)
        {
            return tracker.ConferenceOf(party);
        }
    }

    private void WantRead(TimeSpan delay)
    {
        if (delay == TimeSpan.Zero)
        {
            wantedReads.Writer.TryWrite(true);
        }
        else
        {
            _ = WantReadLaterAsync(delay);
        }
    }

    private async Task WantReadLaterAsync(TimeSpan delay)
    {
        try
        {
            await Clock.DelayAsync(delay, stopping.Token).ConfigureAwait(false);
            wantedReads.Writer.TryWrite(true);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody follows the line any more.
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            while (await wantedReads.Reader.WaitToReadAsync(stopping.Token).ConfigureAwait(false))
            {
                // Taken before reading: a push that comes while the reply is under way makes one more read.
                wantedReads.Reader.TryRead(out _);
                try
                {
                    await ReloadAsync(stopping.Token).ConfigureAwait(false);
                }
                catch (OktellException failure)
                {
                    LastReadFailure = failure;
                    if (client.State == ClientState.Open)
                    {
                        WantRead(PauseAfterFailure);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody follows the line any more.
        }
    }

    // Asks for the pushes about the conference the line is in, and not for those about the one it has left. They only make the list
    // fresh sooner: a server that refuses is asked no second time.
    private async Task FollowConferenceAsync()
    {
        try
        {
            await followingConference.WaitAsync(stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            var left = followedConference;
            var entered = Line.Conference?.Id;
            if (left == entered)
            {
                return;
            }

            followedConference = entered;
            foreach (var (id, handle) in new[] { (left, false), (entered, true) })
            {
                if (id is not null)
                {
                    await HandleConferenceAsync(id, handle).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            followingConference.Release();
        }
    }

    private async Task HandleConferenceAsync(string id, bool handle)
    {
        try
        {
            var body = new JsonObject { ["conferenceid"] = id, ["eventtype"] = "competitors", ["handle"] = handle };
            await client.RequestAsync("confhandleevent", body, stopping.Token).ConfigureAwait(false);
        }
        catch (OktellException failure)
        {
            LastReadFailure = failure;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody follows the line any more.
        }
    }
}
