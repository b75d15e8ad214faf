using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.History;

/// <summary>The call journal, oldest first. Used under the exchange's lock.</summary>
internal sealed class CallJournal
{
    private readonly List<JournalRow> rows;
    private readonly Dictionary<string, JournalRow> recorded;

    public CallJournal(IEnumerable<JournalRow> history)
    {
        rows = [.. history.OrderBy(row => row.Started)];
        recorded = rows.Where(row => row.IsRecorded).ToDictionary(row => row.CommutationId, StringComparer.Ordinal);
    }

    public IReadOnlyList<JournalRow> Rows => rows;

    /// <summary>The leg with this recording, or null.</summary>
    public JournalRow? FindRecorded(string commutationId) => recorded.GetValueOrDefault(commutationId);

    /// <summary>Writes a talk of two that has ended.</summary>
    public void AddTalk(Call call, Commutation talk, DateTime now)
    {
        var (from, to) = (call.Caller.Party, call.Callee.Party);
        Insert(new JournalRow
        {
            CommutationId = talk.Id,
            ChainId = call.ChainId,
            Started = talk.Started,
            Answered = talk.Answered,
            Stopped = now,
            Type = Type(Side(from), Side(to)),
            Reason = talk.Reason,
            From = ToParty(from),
            To = ToParty(to),
            Dialled = Dialled(call),
        });
    }

    /// <summary>Writes a call that nobody answered.</summary>
    public void AddAttempt(Call call, DateTime now)
    {
        var (from, to) = (call.Caller.Party, call.Callee.Party);
        Insert(new JournalRow
        {
            CommutationId = Guid.NewGuid().ToString("D"),
            ChainId = call.ChainId,
            Started = call.Started,
            Stopped = now,
            // Given up in a queue is missed by people, not by the queue: that is the leg beside this one.
            Type = Type(Side(from), to is QueueParty ? JournalSide.Inside : Side(to)),
            From = ToParty(from),
            To = ToParty(to),
            Dialled = Dialled(call),
        });
    }

    /// <summary>Writes the waiting in a queue that has ended, one way or the other.</summary>
    public void AddWaiting(Call call, CallQueue queue) => Insert(new JournalRow
    {
        CommutationId = Guid.NewGuid().ToString("D"),
        ChainId = call.ChainId,
        Started = call.Started,
        Answered = call.Started,
        Stopped = call.LeftQueue ?? call.Started,
        Type = Type(Side(call.Caller.Party), JournalSide.Service),
        From = ToParty(call.Caller.Party),
        To = new JournalParty(queue.Number, queue.Name, null),
        Dialled = Dialled(call),
    });

    /// <summary>Writes somebody's talk with a conference that has ended for him. To the journal a conference is a service that calls people.</summary>
    public void AddTalk(Conference conference, Party party, Commutation talk, DateTime now) => Insert(new JournalRow
    {
        CommutationId = talk.Id,
        ChainId = conference.ChainId,
        Started = talk.Started,
        Answered = talk.Answered,
        Stopped = now,
        Type = Type(JournalSide.Service, Side(party)),
        Reason = talk.Reason,
        From = ToParty(conference),
        To = ToParty(party),
        Dialled = party.Number,
        IsUnrecorded = !conference.IsRecorded,
    });

    /// <summary>Writes an invitation to a conference that came to nothing.</summary>
    public void AddAttempt(Conference conference, Competitor invited, DateTime now) => Insert(new JournalRow
    {
        CommutationId = Guid.NewGuid().ToString("D"),
        ChainId = conference.ChainId,
        Started = invited.Invited,
        Stopped = now,
        Type = Type(JournalSide.Service, Side(invited.Party)),
        From = ToParty(conference),
        To = ToParty(invited.Party),
        Dialled = invited.Party.Number,
    });

    private void Insert(JournalRow row)
    {
        // A leg is written when it ends, so a longer one that began earlier may come later.
        var place = rows.Count;
        while (place > 0 && rows[place - 1].Started > row.Started)
        {
            place--;
        }

        rows.Insert(place, row);
        if (row.IsRecorded)
        {
            recorded.Add(row.CommutationId, row);
        }
    }

    private static string Dialled(Call call) => call.Caller.Party is OutsideParty { Line: { } line } ? line.Number : call.Dialled;

    private static JournalSide Side(Party party) => party switch
    {
        PersonParty => JournalSide.Inside,
        OutsideParty => JournalSide.Outside,
        _ => JournalSide.Service,
    };

    private static ConnectionType Type(JournalSide from, JournalSide to) => (from, to) switch
    {
        (JournalSide.Inside, JournalSide.Outside) => ConnectionType.InsideToOutside,
        (JournalSide.Inside, JournalSide.Service) => ConnectionType.InsideToService,
        (JournalSide.Inside, JournalSide.Inside) => ConnectionType.InsideToInside,
        (JournalSide.Outside, JournalSide.Service) => ConnectionType.OutsideToService,
        (JournalSide.Outside, JournalSide.Inside) => ConnectionType.OutsideToInside,
        (JournalSide.Outside, JournalSide.Outside) => ConnectionType.OutsideToOutside,
        (JournalSide.Service, JournalSide.Outside) => ConnectionType.ServiceToOutside,
        (JournalSide.Service, JournalSide.Inside) => ConnectionType.ServiceToInside,
        _ => throw new ArgumentOutOfRangeException(nameof(to), to, "Two services do not call each other."),
    };

    private static JournalParty ToParty(Party party) => new(party.Number, party.Name, (party as PersonParty)?.Person.Id);

    private static JournalParty ToParty(Conference conference) =>
        new(conference.Room.ToString(System.Globalization.CultureInfo.InvariantCulture), conference.Name, null);

    /// <summary>What a side of a leg is to the journal.</summary>
    private enum JournalSide
    {
        Inside,
        Outside,
        Service,
    }
}
