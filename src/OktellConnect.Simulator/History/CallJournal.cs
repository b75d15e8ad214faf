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

    /// <summary>Writes a call that is over. One that never got as far as dialling leaves nothing.</summary>
    public void Add(Call call, DateTime now, string outsideLine)
    {
        if (!call.IsDialled)
        {
            return;
        }

        var from = ToParty(call.Caller.Party);
        var isFromOutside = call.Caller.Party is OutsideParty;
        var dialled = isFromOutside ? outsideLine : call.Dialled;
        if (call.Queue is { } queue)
        {
            Insert(new JournalRow
            {
                CommutationId = Guid.NewGuid().ToString("D"),
                ChainId = call.ChainId,
                Started = call.Started,
                Answered = call.Started,
                Stopped = call.LeftQueue ?? now,
                Type = isFromOutside ? ConnectionType.OutsideToService : ConnectionType.InsideToService,
                From = from,
                To = new JournalParty(queue.Number, queue.Name, null),
                Dialled = dialled,
            });
        }

        var to = call.Callee.Party;
        Insert(new JournalRow
        {
            CommutationId = call.CommutationId,
            ChainId = call.ChainId,
            Started = call is { Queue: not null, Answered: not null, LeftQueue: { } handedOver } ? handedOver : call.Started,
            Answered = call.Answered,
            Stopped = now,
            Type = isFromOutside ? ConnectionType.OutsideToInside : to is OutsideParty ? ConnectionType.InsideToOutside : ConnectionType.InsideToInside,
            From = from,
            To = ToParty(to),
            Dialled = dialled,
        });
    }

    private void Insert(JournalRow row)
    {
        // A call is written when it ends, so a longer one that began earlier may come later.
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

    private static JournalParty ToParty(Party party) => new(party.Number, party.Name, (party as PersonParty)?.Person.Id);
}
