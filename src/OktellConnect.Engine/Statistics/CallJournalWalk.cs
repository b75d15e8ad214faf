namespace OktellConnect.Statistics;

/// <summary>Why a reading of the journal is not proven complete.</summary>
/// <param name="Reason">Half a sentence.</param>
/// <param name="CompleteFrom">The day from which on nothing is missing, where one is known.</param>
internal sealed record CallJournalGap(string Reason, DateTime? CompleteFrom = null);

/// <summary>
/// Asks the journal until its answers prove that no call of the period is missing, or shows that they cannot. The vendor's rules for
/// limits and order are not public; docs/statistics.md, "Proof of completeness", gives the reasoning. In short: a server that cuts a
/// reply cuts every reply at the same number of rows, so a reply that is shorter than another one is whole; a cut keeps either the oldest
/// or the newest rows.
/// </summary>
internal sealed class CallJournalWalk(DateTime from, DateTime to, DateTime today, Func<DateTime?, Task<CallJournalReply>> ask)
{
    // How far before the period a call is looked for whose presence makes a reply longer. A week passes any weekend, a month any holidays.
    private static readonly int[] DaysBefore = [1, 7, 31];

    // Nobody limits a journal to fewer rows than fit on a small screen, so fewer rows than this were not cut.
    private const int SmallestLimit = 10;

    // How often calls that start while the journal is read may be mistaken for a cut before the reading gives up.
    private const int MostRepeats = 3;

    private readonly Dictionary<string, CallRecord> found = new(StringComparer.Ordinal);
    private readonly DateTime firstDay = from.Date;
    private int longest;
    private bool daysReachForward;

    /// <summary>Everything the replies held of the period, in no order.</summary>
    public IEnumerable<CallRecord> Found => found.Values;

    /// <summary>Reads the journal. Null: proven complete.</summary>
    public async Task<CallJournalGap?> RunAsync()
    {
        if (from >= to)
        {
            return null;
        }

        var first = await AskAsync(firstDay).ConfigureAwait(false);
        var gap = first.Rows.Count == 0
            ? await ProveEmptyAsync(first).ConfigureAwait(false)
            : await ProveWholeAsync(first).ConfigureAwait(false);

        // Asked for even where the first days are not proven: who accepts that still gets every day.
        var laterGap = await ProveDaysReachForwardAsync().ConfigureAwait(false);
        return gap ?? laterGap;
    }

    private async Task<CallJournalReply> AskAsync(DateTime? day)
    {
        var reply = await ask(day).ConfigureAwait(false);
        longest = Math.Max(longest, reply.Rows.Count);
        daysReachForward |= day is { } date && reply.Newest is { } newest && newest.Date > date;
        foreach (var record in reply.Rows)
        {
            if (record.Started >= from && record.Started < to)
            {
                // A later reply knows more of a leg that was still live in an earlier one.
                found[record.Id] = record;
            }
        }

        return reply;
    }

    private bool IsWhole(CallJournalReply reply) =>
        reply.StatedTotal is { } total ? total == reply.Rows.Count
        : reply.Rows.Count < Math.Max(longest, SmallestLimit) || (reply.SentNewestFirst && reply.Oldest < from);

    private async Task<CallJournalGap?> ProveWholeAsync(CallJournalReply first)
    {
        foreach (var days in DaysBefore)
        {
            if (IsWhole(first))
            {
                return null;
            }

            if (first.StatedTotal is null)
            {
                await AskAsync(firstDay.AddDays(-days)).ConfigureAwait(false);
            }
        }

        return IsWhole(first) ? null : await WalkForwardAsync(first).ConfigureAwait(false);
    }

    // No limit makes a reply empty, but a day that the server does not understand may: some reply must show that it does.
    private async Task<CallJournalGap?> ProveEmptyAsync(CallJournalReply first)
    {
        if (first.StatedTotal == 0)
        {
            return null;
        }

        foreach (var days in DaysBefore)
        {
            if (longest > 0)
            {
                return null;
            }

            await AskAsync(firstDay.AddDays(-days)).ConfigureAwait(false);
        }

        if (longest > 0)
        {
            return null;
        }

        var everything = await AskAsync(null).ConfigureAwait(false);
        return everything.Newest >= firstDay.AddDays(-DaysBefore[DaysBefore.Length - 1])
            ? new CallJournalGap($"asked for {CallJournalReply.Describe(firstDay)} and the month before it the server shows no calls, asked without a day it does")
            : null;
    }

    // Reached where no reply is longer than the first: the first was cut, or the server has no older calls. If what was cut are the newest
    // rows, asking again from the newest row's day brings them, and so on until a reply is shorter than the limit.
    private async Task<CallJournalGap?> WalkForwardAsync(CallJournalReply first)
    {
        var current = first;
        var cutAtNewEnd = false;
        for (var repeats = 0; !IsWhole(current) && !(cutAtNewEnd && current.Newest >= to);)
        {
            var day = current.Newest!.Value.Date;
            if (day <= current.Day)
            {
                return new CallJournalGap($"asked for {CallJournalReply.Describe(current.Day)} the server shows {current.Rows.Count} calls, all of one day, and that may be its limit");
            }

            var next = await AskAsync(day).ConfigureAwait(false);
            if (next.Newest > current.Newest)
            {
                if (!cutAtNewEnd)
                {
                    // Newer rows are also there because calls go on. Only a first reply that still lacks them was cut.
                    var again = await AskAsync(firstDay).ConfigureAwait(false);
                    if (IsWhole(first))
                    {
                        return null;
                    }

                    if (again.Newest > first.Newest)
                    {
                        if (++repeats == MostRepeats)
                        {
                            return new CallJournalGap("calls come in faster than the server can be asked");
                        }

                        current = first = again;
                        continue;
                    }

                    cutAtNewEnd = true;
                }

                if (!Continues(current, next))
                {
                    return new CallJournalGap("the server limits its replies, and what it keeps is neither the oldest calls nor the newest");
                }
            }
            else if (!cutAtNewEnd)
            {
                return new CallJournalGap(
                    $"the server shows {first.Rows.Count} calls and none older than {CallPeriod.Format(first.Oldest!.Value)}, which may be its limit or all it has",
                    IsWhole(next) ? first.Oldest!.Value.Date.AddDays(1) : null);
            }

            current = next;
        }

        return null;
    }

    // Two replies with the oldest rows kept agree where they overlap: from the second one's day to the first one's newest row.
    private static bool Continues(CallJournalReply earlier, CallJournalReply later)
    {
        var known = new HashSet<string>(earlier.Rows.Where(row => row.Started >= later.Day).Select(row => row.Id), StringComparer.Ordinal);
        var overlap = later.Rows.Where(row => row.Started < earlier.Newest).ToList();
        return overlap.TrueForAll(row => known.Contains(row.Id))
            && known.IsSubsetOf(later.Rows.Select(row => row.Id));
    }

    // The name datestart promises calls from that day on. Until a reply shows it by a call of a later day, every day is asked for itself.
    private async Task<CallJournalGap?> ProveDaysReachForwardAsync()
    {
        var lastDay = to.AddTicks(-1).Date;
        var tomorrow = today.AddDays(1);
        var unproven = new List<CallJournalReply>();
        for (var day = firstDay.AddDays(1); day <= lastDay && day <= tomorrow && !daysReachForward; day = day.AddDays(1))
        {
            unproven.Add(await AskAsync(day).ConfigureAwait(false));
        }

        return daysReachForward ? null
            : unproven.Find(reply => reply.Rows.Count > 0 && !IsWhole(reply)) is { } cut
                ? new CallJournalGap($"asked for {CallJournalReply.Describe(cut.Day)} the server shows {cut.Rows.Count} calls, all of that day, and that may be its limit")
                : null;
    }
}
