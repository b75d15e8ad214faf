using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>Writes the number map to a file that imports again with nothing changed.</summary>
public static class NumberMapExport
{
    private const int PageSize = 1000;

    /// <summary>Writes the whole map, or a part, in key order and constant memory. The file appears whole or not at all.</summary>
    /// <param name="infobase">Where from; used by this call alone until it ends.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="options">How to write.</param>
    /// <param name="filter">Which entries; null for all.</param>
    /// <param name="onProgress">Called at most five times a second.</param>
    /// <param name="cancellation">Stops the export; the previous file stays.</param>
    /// <returns>How many entries were written.</returns>
    /// <exception cref="OktellException">DiskFull, WriteFailed, CharacterNotInEncoding, PathNotFile, or what the infobase refuses.</exception>
    public static async Task<long> RunAsync(IInfobase infobase, string path, DelimitedWriteOptions options, Func<NumberMapEntry, bool>? filter, Action<WorkProgress>? onProgress, CancellationToken cancellation)
    {
        using var writer = DelimitedWriter.Create(path, options);
        writer.WriteRow([.. NumberMapFile.Columns.Select(column => column.Name)]);
        var pace = new ProgressPace(Path.GetFileName(path), 0, onProgress, TimeProvider.System);
        var values = new string?[NumberMapFile.Columns.Length];
        var written = 0L;
        NumberMapEntry? last = null;
        while (true)
        {
            var page = await infobase.GetNumberMapPageAsync(last, PageSize, cancellation).ConfigureAwait(false);
            foreach (var entry in page)
            {
                if (filter is not null && !filter(entry))
                {
                    continue;
                }

                values[NumberMapFile.Number] = NumberMapFile.NumberText(entry.Number, entry.Extension);
                values[NumberMapFile.Type] = entry.Object.Type;
                values[NumberMapFile.Id] = entry.Object.Id?.ToString("D");
                values[NumberMapFile.Name] = entry.Object.Name;
                values[NumberMapFile.Comment] = entry.Comment;
                writer.WriteRow(values);
                pace.Step(++written);
            }

            if (page.Count < PageSize)
            {
                writer.Commit();
                return written;
            }

            last = page[page.Count - 1];
        }
    }
}
