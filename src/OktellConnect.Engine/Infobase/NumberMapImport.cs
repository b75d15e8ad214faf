using OktellConnect.Files;
using OktellConnect.Numbering;

namespace OktellConnect.Infobase;

/// <summary>
/// Brings a number map file into an infobase: every row is checked, planned and applied inside one transaction, so that an import
/// that dies at any moment has changed nothing and can simply be run again. Memory does not grow with the file, but for a few
/// bytes a row that tell repetitions.
/// </summary>
public static class NumberMapImport
{
    private const int PageSize = 1000;

    /// <summary>Runs an import, or with <see cref="NumberMapImportOptions.Apply"/> off its rehearsal.</summary>
    /// <param name="infobase">Where to; used by this call alone until it ends.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="options">How.</param>
    /// <param name="onRow">Called for every row, in the order of the file, on the thread that does the work. What it says holds once this method has ended without an exception.</param>
    /// <param name="onProgress">Called at most five times a second.</param>
    /// <param name="cancellation">Stops the import; nothing is changed then.</param>
    /// <exception cref="OktellException">Whatever the file (see <see cref="DelimitedReader.Open"/>), the infobase or the rejects file refuse. Nothing is changed then; only when the rejects file cannot be put in its place at the very end, the entries are in.</exception>
    public static Task<NumberMapSummary> RunAsync(IInfobase infobase, string path, NumberMapImportOptions options, Action<NumberMapRowResult>? onRow, Action<WorkProgress>? onProgress, CancellationToken cancellation) =>
        RunAsync(infobase, path, options, onRow, onProgress, TimeProvider.System, cancellation);

    internal static async Task<NumberMapSummary> RunAsync(IInfobase infobase, string path, NumberMapImportOptions options, Action<NumberMapRowResult>? onRow, Action<WorkProgress>? onProgress, TimeProvider time, CancellationToken cancellation)
    {
        var parser = new PhoneNumberParser(options.Numbering);
        using var reader = DelimitedReader.Open(path, NumberMapFile.Columns, options.Reading, cancellation);
        using var rejects = options.Apply ? new RejectsFile(options.RejectPath ?? RejectsFile.DefaultPath(path), reader) : null;
        using var transaction = await infobase.BeginAsync(cancellation).ConfigureAwait(false);
        var separator = reader.Separator == '\t' ? "tab" : reader.Separator.ToString();
        var pace = new ProgressPace($"{Path.GetFileName(path)} ({reader.EncodingName}, separator {separator})", Math.Max(0, reader.LineCount - 1), onProgress, time);
        var rows = new NumberMapRows(reader, new NumberMapFile(reader, parser), transaction, onRow is not null);
        var counts = new NumberMapCounts();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = await rows.ApplyAsync(cancellation).ConfigureAwait(false);
            counts.Add(outcome);
            if (outcome.Rejection is not null)
            {
                rejects?.Add(outcome.Rejection, outcome.RejectionDetail);
            }

            if (outcome.Result is not null)
            {
                onRow!(outcome.Result);
            }

            pace.Step(counts.Rows);
        }

        if (options.Replace)
        {
            counts.Removed = await RemoveOthersAsync(infobase, transaction, rows.Seen, cancellation).ConfigureAwait(false);
        }

        if (options.Apply)
        {
            // The rejected rows are safe on the disk before the entries are in; after that only a rename is left to do.
            rejects!.Flush();
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            rejects.Commit();
        }

        return counts.Summary(reader, options.Apply, rejects is { Count: > 0 } ? rejects.Path : null, pace.Elapsed);
    }

    private static async Task<long> RemoveOthersAsync(IInfobase infobase, IInfobaseTransaction transaction, SeenKeys seen, CancellationToken cancellation)
    {
        var removed = 0L;
        NumberMapEntry? last = null;
        while (true)
        {
            var page = await infobase.GetNumberMapPageAsync(last, PageSize, cancellation).ConfigureAwait(false);
            foreach (var entry in page)
            {
                if (seen.LineOf(SeenKeys.Hash(entry)) == 0 && await transaction.RemoveNumberAsync(entry, cancellation).ConfigureAwait(false))
                {
                    removed++;
                }
            }

            if (page.Count < PageSize)
            {
                return removed;
            }

            last = page[page.Count - 1];
        }
    }
}
