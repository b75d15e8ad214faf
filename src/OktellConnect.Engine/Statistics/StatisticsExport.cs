using OktellConnect.Files;

namespace OktellConnect.Statistics;

/// <summary>Exports call records to a file, one at a time, so that memory does not grow with their number.</summary>
public static class StatisticsExport
{
    // Legs of one chain lie close together; a chain that has not been seen for so long is over, and a later leg of it would count again.
    private static readonly TimeSpan ChainMemory = TimeSpan.FromDays(1);

    /// <summary>
    /// Writes the records of a query. The file appears only when every record is written and the source has proven its end; until then, and after
    /// any failure, what was at the path is as it was.
    /// </summary>
    /// <param name="source">Where the records come from.</param>
    /// <param name="query">Which records.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="options">How to write.</param>
    /// <param name="progress">Is told the number of records written, after each; null for nobody.</param>
    /// <param name="cancellation">Stops; nothing is left behind.</param>
    /// <exception cref="OktellException">The source failed or could not prove its end, or the file could not be written.</exception>
    public static Task<StatisticsExportSummary> RunAsync(
        ICallRecordSource source, CallRecordQuery query, string path, StatisticsExportOptions options, Action<long>? progress, CancellationToken cancellation) =>
        RunAsync(source, query, path, options, progress, AtomicFile.Create, TimeProvider.System, cancellation);

    internal static async Task<StatisticsExportSummary> RunAsync(
        ICallRecordSource source, CallRecordQuery query, string path, StatisticsExportOptions options, Action<long>? progress,
        Func<string, AtomicFile> create, TimeProvider clock, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        if (options.NoClobber && File.Exists(path))
        {
            throw new OktellException(OktellErrors.ExportFileExists, $"The file {path} exists.", target: path);
        }

        // The file first: a folder that cannot be written is known before the server is asked for a month.
        using var writer = Open(create(path), options);
        using var reader = await source.OpenAsync(query, cancellation).ConfigureAwait(false);
        var chains = new ChainCounter(ChainMemory);
        long count = 0;
        long named = 0;
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var record = reader.Current;
            writer.Write(record);
            chains.Add(record);
            count++;
            named += record.CustomerName is null ? 0 : 1;
            progress?.Invoke(count);
        }

        writer.Commit();
        return new StatisticsExportSummary
        {
            Path = path,
            Format = options.Format,
            From = query.From,
            To = query.To,
            Count = count,
            Calls = chains.Count,
            Named = named,
            Duration = clock.GetElapsedTime(start),
            Warnings = reader.Warnings,
        };
    }

    private static ICallRecordWriter Open(AtomicFile file, StatisticsExportOptions options)
    {
        try
        {
            return options.Format == StatisticsFormat.Json ? new JsonCallRecordWriter(file) : new CsvCallRecordWriter(file, options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
