using System.Globalization;
using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>What became of a row, for counting; the object for people only where somebody listens.</summary>
internal readonly record struct RowOutcome(WriteAction Action, RejectReason? Rejection, string? RejectionDetail, int Added, int Changed, int Unchanged, bool Repeats, bool Doubtful, NumberMapRowResult? Result);

/// <summary>Applies the rows of a number map file one by one inside a transaction. Not thread-safe.</summary>
internal sealed class NumberMapRows(DelimitedReader reader, NumberMapFile file, IInfobaseTransaction transaction, bool wantResults)
{
    private readonly List<NumberMapEntry> entries = [];
    private readonly List<ulong> hashes = [];
    private readonly List<WriteAction> actions = [];

    /// <summary>Keys the file has named.</summary>
    public SeenKeys Seen { get; } = new();

    /// <summary>Checks and applies the reader's current row. A row is accepted whole or not at all.</summary>
    public async Task<RowOutcome> ApplyAsync(CancellationToken cancellation)
    {
        var row = file.ReadRow();
        if (row.Rejection is not null)
        {
            return Rejected(row, row.Rejection, null);
        }

        entries.Clear();
        hashes.Clear();
        actions.Clear();
        foreach (var number in row.Numbers!)
        {
            var entry = new NumberMapEntry { Number = number.Normal, Object = row.Object!, Extension = number.Extension, Comment = row.Comment };
            entries.Add(entry);
            hashes.Add(SeenKeys.Hash(entry));
        }

        var repeated = 0;
        for (var at = 0; at < entries.Count; at++)
        {
            var line = Seen.LineOf(hashes[at]);
            if (line == 0)
            {
                continue;
            }

            // The line that came first stands. Letting the last one win would make every further run of the same file change entries to and fro.
            var action = await transaction.CompareNumberAsync(entries[at], cancellation).ConfigureAwait(false);
            if (action == WriteAction.Changed)
            {
                return Rejected(row, NumberMapReasons.Contradiction, "строка " + line.ToString(CultureInfo.InvariantCulture));
            }

            repeated = action == WriteAction.Unchanged ? line : repeated;
        }

        for (var at = 0; at < entries.Count; at++)
        {
            actions.Add(await transaction.WriteNumberAsync(entries[at], cancellation).ConfigureAwait(false));
            Seen.Add(hashes[at], reader.Line);
        }

        return Accepted(row, repeated);
    }

    private RowOutcome Accepted(NumberMapRow row, int repeated)
    {
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var done in actions)
        {
            added += done == WriteAction.Added ? 1 : 0;
            changed += done == WriteAction.Changed ? 1 : 0;
            unchanged += done == WriteAction.Unchanged ? 1 : 0;
        }

        var action = added > 0 ? WriteAction.Added : changed > 0 ? WriteAction.Changed : WriteAction.Unchanged;
        NumberMapRowResult? result = null;
        if (wantResults)
        {
            var shown = new NumberMapRowEntry[entries.Count];
            for (var at = 0; at < shown.Length; at++)
            {
                shown[at] = new NumberMapRowEntry(entries[at].Number, entries[at].Extension, actions[at]);
            }

            var repeats = repeated == 0 ? null : FormattableString.Invariant($"Repeats line {repeated}");
            result = new NumberMapRowResult
            {
                Path = reader.Path,
                Line = reader.Line,
                Text = reader[NumberMapFile.Number],
                Entries = shown,
                Object = row.Object,
                Comment = row.Comment,
                Action = action,
                Warning = row.Doubt is null ? repeats : repeats is null ? row.Doubt : $"{row.Doubt}; {repeats}",
            };
        }

        return new RowOutcome(action, null, null, added, changed, unchanged, repeated != 0, row.Doubt is not null, result);
    }

    private RowOutcome Rejected(NumberMapRow row, RejectReason reason, string? detail)
    {
        var column = row.Rejection is null ? NumberMapFile.Number : row.FaultyColumn;
        var result = !wantResults ? null : new NumberMapRowResult
        {
            Path = reader.Path,
            Line = reader.Line,
            Text = reader[NumberMapFile.Number],
            Object = row.Object,
            Comment = row.Comment,
            Action = WriteAction.Rejected,
            Reason = reason.Id,
            ReasonText = detail is null ? reason.RussianText : $"{reason.RussianText}: {detail}",
            Column = column < 0 ? null : reader.HeaderOf(column),
            Position = column < 0 ? 0 : reader.ColumnOf(column),
        };
        return new RowOutcome(WriteAction.Rejected, reason, detail, 0, 0, 0, false, false, result);
    }
}

/// <summary>Adds outcomes up.</summary>
internal sealed class NumberMapCounts
{
    private readonly Dictionary<RejectReason, long> reasons = [];
    private long added;
    private long changed;
    private long unchanged;
    private long rejected;
    private long repeated;
    private long doubtful;

    public long Rows { get; private set; }

    public long Removed { get; set; }

    public void Add(in RowOutcome outcome)
    {
        Rows++;
        added += outcome.Added;
        changed += outcome.Changed;
        unchanged += outcome.Unchanged;
        repeated += outcome.Repeats ? 1 : 0;
        doubtful += outcome.Doubtful ? 1 : 0;
        if (outcome.Rejection is not null)
        {
            rejected++;
            reasons.TryGetValue(outcome.Rejection, out var count);
            reasons[outcome.Rejection] = count + 1;
        }
    }

    public NumberMapSummary Summary(DelimitedReader reader, bool applied, string? rejectPath, TimeSpan elapsed) => new()
    {
        Path = reader.Path,
        Encoding = reader.EncodingName,
        Separator = reader.Separator,
        Applied = applied,
        Rows = Rows,
        Added = added,
        Changed = changed,
        Unchanged = unchanged,
        Removed = Removed,
        Rejected = rejected,
        Repeated = repeated,
        Doubtful = doubtful,
        RejectedByReason = [.. reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Id, StringComparer.Ordinal).Select(pair => new RejectCount(pair.Key.Id, pair.Key.RussianText, pair.Value))],
        RejectPath = rejectPath,
        Elapsed = elapsed,
    };
}
