using System.Globalization;

namespace OktellConnect.Files;

/// <summary>
/// The rows a file was not read from, with their columns as they were plus <c>Строка</c> and <c>Причина</c>, in the encoding and
/// with the separator of the input: ready to be corrected and fed back. Not thread-safe.
/// </summary>
/// <remarks>A row with more values than the header keeps the surplus behind the two columns. When nothing is rejected there is no file, and one of an earlier run is removed: it would mislead.</remarks>
public sealed class RejectsFile : IDisposable
{
    /// <summary>The line of the input the row stood on.</summary>
    public static readonly DelimitedColumn LineColumn = new("Строка", required: false, "Line");

    /// <summary>Why it was not accepted.</summary>
    public static readonly DelimitedColumn ReasonColumn = new("Причина", required: false, "Reason");

    private readonly DelimitedReader input;
    private readonly int[] kept;
    private readonly HashSet<int> hidden;
    private DelimitedWriter? writer;

    /// <summary>Prepares the file; nothing is written before the first rejected row.</summary>
    /// <param name="path">Full path of the rejects file.</param>
    /// <param name="input">The file being read.</param>
    /// <param name="hidden">Indexes among the input's own columns whose values must not be repeated (passwords); null for none.</param>
    /// <exception cref="OktellException">PathNotFile where it is the input itself.</exception>
    public RejectsFile(string path, DelimitedReader input, IEnumerable<int>? hidden = null)
    {
        if (string.Equals(System.IO.Path.GetFullPath(path), System.IO.Path.GetFullPath(input.Path), StringComparison.OrdinalIgnoreCase))
        {
            throw new OktellException(OktellErrors.PathNotFile, $"{path} is the input; the rejected rows need a file of their own.", null, path);
        }

        Path = path;
        this.input = input;
        this.hidden = [.. hidden ?? []];
        kept = [.. Enumerable.Range(0, input.Header.Count).Where(index => !LineColumn.IsNamed(input.Header[index]) && !ReasonColumn.IsNamed(input.Header[index]))];
    }

    /// <summary>Full path of the rejects file.</summary>
    public string Path { get; }

    /// <summary>Rows rejected so far.</summary>
    public long Count { get; private set; }

    /// <summary>Default place: beside the input, as <c>&lt;name&gt;.rejects.csv</c>.</summary>
    /// <param name="inputPath">Path of the input.</param>
    public static string DefaultPath(string inputPath) => System.IO.Path.ChangeExtension(inputPath, null) + ".rejects.csv";

    /// <summary>Adds the input's current row.</summary>
    /// <param name="reason">Why it is not accepted.</param>
    /// <param name="detail">What exactly, in Russian, or null; goes behind the reason.</param>
    /// <exception cref="OktellException">WriteFailed, DiskFull.</exception>
    public void Add(RejectReason reason, string? detail = null)
    {
        Count++;
        if (writer is null)
        {
            writer = DelimitedWriter.Create(Path, new DelimitedWriteOptions { Encoding = input.Encoding, Separator = input.Separator, GuardFormulas = false });
            writer.WriteRow([.. kept.Select(index => input.Header[index]), LineColumn.Name, ReasonColumn.Name]);
        }

        // In an uneven row a hidden value may stand under any name, so none of its values is repeated.
        var nothing = hidden.Count > 0 && input.IsUneven;
        var values = new List<string?>(kept.Length + 2);
        foreach (var index in kept)
        {
            values.Add(nothing || index >= input.FieldCount || hidden.Contains(index) ? null : input.RawField(index));
        }

        values.Add(input.Line.ToString(CultureInfo.InvariantCulture));
        values.Add(detail is null ? reason.RussianText : $"{reason.RussianText}: {detail}");
        for (var index = input.Header.Count; index < input.FieldCount; index++)
        {
            values.Add(nothing ? null : input.RawField(index));
        }

        writer.WriteRow(values);
    }

    /// <summary>Brings the rows to the disk under a temporary name, so that <see cref="Commit"/> cannot fail for want of space.</summary>
    /// <exception cref="OktellException">WriteFailed, DiskFull.</exception>
    public void Flush() => writer?.Flush();

    /// <summary>Puts the file in its place, or removes one of an earlier run when nothing was rejected.</summary>
    /// <exception cref="OktellException">WriteFailed, DiskFull.</exception>
    public void Commit()
    {
        if (writer is not null)
        {
            writer.Commit();
            return;
        }

        try
        {
            if (File.Exists(Path))
            {
                File.Delete(Path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Failure(Path, failure);
        }
    }

    /// <summary>Gives up what was not committed.</summary>
    public void Dispose() => writer?.Dispose();
}
