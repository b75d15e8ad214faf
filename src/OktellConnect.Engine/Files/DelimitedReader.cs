using System.Text;

namespace OktellConnect.Files;

/// <summary>
/// Reads a delimited text file (CSV and its relatives) a row at a time in constant memory. Detects encoding and separator, maps
/// columns by their header names, and knows the file's own line of every row. Not thread-safe.
/// </summary>
public sealed class DelimitedReader : IDisposable
{
    private readonly Stream stream;
    private readonly StreamReader text;
    private readonly DelimitedScanner scanner;
    private readonly IReadOnlyList<DelimitedColumn> columns;
    private readonly int[] indexes;
    private readonly bool removeGuard;
    private readonly string?[] cache;

    private DelimitedReader(FileStream stream, StreamReader text, DelimitedScanner scanner, FileProbe probe, char separator, DelimitedHeader header, IReadOnlyList<DelimitedColumn> columns, bool removeGuard)
    {
        this.stream = stream;
        this.text = text;
        this.scanner = scanner;
        this.columns = columns;
        this.removeGuard = removeGuard;
        indexes = header.Indexes;
        cache = new string?[columns.Count];
        Header = header.Names;
        Encoding = probe.Encoding;
        LineCount = probe.Lines;
        Separator = separator;
    }

    /// <summary>Full path of the file.</summary>
    public string Path => scanner.Path;

    /// <summary>The encoding detected or given.</summary>
    public FileEncoding Encoding { get; }

    /// <summary>The encoding's name for people.</summary>
    public string EncodingName => FileEncodings.Name(Encoding);

    /// <summary>The separator detected or given.</summary>
    public char Separator { get; }

    /// <summary>Header cells as they stand in the file, trimmed.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Physical lines of the file; an upper bound for its rows, for progress.</summary>
    public int LineCount { get; }

    /// <summary>Physical line on which the current row starts, from 1; the header's is usually 1.</summary>
    public int Line => scanner.Line;

    /// <summary>Number of fields of the current row.</summary>
    public int FieldCount => scanner.FieldCount;

    /// <summary>Whether the current row has another number of fields than the header. Such a row is to be rejected: its values may stand under wrong names.</summary>
    public bool IsUneven => scanner.FieldCount != Header.Count;

    /// <summary>Opens a file, detects what it is and reads its header.</summary>
    /// <param name="path">Path of the file; make it a full one first.</param>
    /// <param name="columns">Columns expected. <see cref="this[int]"/> counts in their order.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="cancellation">Stops the pass that detects the encoding.</param>
    /// <exception cref="OktellException">FileNotFound, FileNotReadable, FileEmpty, EncodingMixed, HeaderMissing, ColumnMissing, ColumnDuplicate, QuoteUnbalanced, RowTooLong.</exception>
    public static DelimitedReader Open(string path, IReadOnlyList<DelimitedColumn> columns, DelimitedReadOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new DelimitedReadOptions();
        var stream = OpenStream(path);
        try
        {
            var probe = FileProbe.Read(stream, options.Encoding, cancellation);
            Check(probe, path, options.Encoding is not null);
            var separator = options.Separator ?? DetectSeparator(stream, probe.Encoding, columns, options.MaxRowLength, path);
            stream.Position = 0;
            var text = Text(stream, probe.Encoding);
            var scanner = new DelimitedScanner(text, separator, options.MaxRowLength, path);
            if (!scanner.Read())
            {
                throw Empty(path);
            }

            var header = DelimitedHeader.Map(scanner, columns);
            return new DelimitedReader(stream, text, scanner, probe, separator, header, columns, options.RemoveFormulaGuard);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next row; empty lines and rows of nothing but separators are passed over. False at the end of the file.</summary>
    /// <exception cref="OktellException">QuoteUnbalanced, RowTooLong, FileNotReadable.</exception>
    public bool Read()
    {
        Array.Clear(cache, 0, cache.Length);
        try
        {
            while (scanner.Read())
            {
                if (!IsBlank())
                {
                    return true;
                }
            }

            return false;
        }
        catch (DecoderFallbackException failure)
        {
            throw new OktellException(OktellErrors.EncodingMixed, $"{Path}, near line {scanner.Line}: not {EncodingName} text.", failure);
        }
        catch (IOException failure)
        {
            throw new OktellException(OktellErrors.FileNotReadable, $"{Path}, line {scanner.Line}: reading failed: {failure.Message}", failure);
        }
    }

    /// <summary>Value of an expected column in the current row; empty where the file or the row has no such column.</summary>
    /// <param name="column">Index among the columns given to <see cref="Open"/>.</param>
    public string this[int column] => cache[column] ??= Value(indexes[column]);

    /// <summary>Whether the file has an expected column.</summary>
    /// <param name="column">Index among the columns given to <see cref="Open"/>.</param>
    public bool HasColumn(int column) => indexes[column] >= 0;

    /// <summary>Header of an expected column as this file spells it.</summary>
    /// <param name="column">Index among the columns given to <see cref="Open"/>.</param>
    public string HeaderOf(int column) => indexes[column] < 0 ? columns[column].Name : Header[indexes[column]];

    /// <summary>Position of an expected column among the file's own columns, from 0; -1 where the file has no such column.</summary>
    /// <param name="column">Index among the columns given to <see cref="Open"/>.</param>
    public int IndexOf(int column) => indexes[column];

    /// <summary>Column, in characters from 1, at which the value starts on its line; 0 where there is none.</summary>
    /// <param name="column">Index among the columns given to <see cref="Open"/>.</param>
    public int ColumnOf(int column) => indexes[column] < 0 || indexes[column] >= scanner.FieldCount ? 0 : scanner.GetPosition(indexes[column]).Column;

    /// <summary>A field of the current row exactly as the file holds it (quotes taken off, no guard removed).</summary>
    /// <param name="index">Index among the file's own columns, less than <see cref="FieldCount"/>.</param>
    public string RawField(int index) => scanner.GetField(index);

    /// <inheritdoc/>
    public void Dispose()
    {
        text.Dispose();
        stream.Dispose();
    }

    private string Value(int index)
    {
        if (index < 0 || index >= scanner.FieldCount)
        {
            return string.Empty;
        }

        var value = scanner.GetField(index);
        return removeGuard ? FormulaGuard.Remove(value) : value;
    }

    private bool IsBlank()
    {
        for (var index = 0; index < scanner.FieldCount; index++)
        {
            if (!scanner.IsFieldEmpty(index))
            {
                return false;
            }
        }

        return true;
    }

    private static FileStream OpenStream(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OktellException(OktellErrors.FileNotFound, $"There is no file {path}.", failure, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OktellException(OktellErrors.FileNotReadable, $"{path} cannot be read: {failure.Message}", failure, path);
        }
    }

    private static void Check(FileProbe probe, string path, bool given)
    {
        if (probe.IsEmpty)
        {
            throw Empty(path);
        }

        if (probe.MixedLine != 0)
        {
            var message = given
                ? "this is not " + FileEncodings.Name(probe.Encoding) + " text"
                : probe.Encoding == FileEncoding.Windows1251
                    ? "UTF-8 text after lines in Windows-1251"
                    : "text that is not UTF-8 after lines that are";
            throw new OktellException(OktellErrors.EncodingMixed, $"{path}, line {probe.MixedLine}, column {probe.MixedColumn}: {message}.", null, path);
        }
    }

    private static OktellException Empty(string path) => new(OktellErrors.FileEmpty, $"{path}, line 1, column 1: the file is empty.", null, path);

    private static StreamReader Text(Stream stream, FileEncoding encoding) =>
        new(stream, FileEncodings.Get(encoding), detectEncodingFromByteOrderMarks: encoding != FileEncoding.Windows1251, 1 << 15, leaveOpen: true);

    /// <summary>The separator under which the header names most of the columns; among equals the one that occurs most.</summary>
    private static char DetectSeparator(FileStream stream, FileEncoding encoding, IReadOnlyList<DelimitedColumn> columns, int maxRowLength, string path)
    {
        var best = (Separator: ';', Known: -1, Fields: 0);
        foreach (var separator in new[] { ';', ',', '\t' })
        {
            stream.Position = 0;
            using var text = Text(stream, encoding);
            var scanner = new DelimitedScanner(text, separator, maxRowLength, path);
            try
            {
                if (!scanner.Read())
                {
                    continue;
                }
            }
            catch (OktellException failure) when (failure.Error == OktellErrors.QuoteUnbalanced)
            {
                // Under a wrong separator a quoted header cell can look open; the right one decides, or the reading that follows reports it.
                continue;
            }

            var known = Enumerable.Range(0, scanner.FieldCount).Count(index => columns.Any(column => column.IsNamed(scanner.GetField(index))));
            if (known > best.Known || (known == best.Known && scanner.FieldCount > best.Fields))
            {
                best = (separator, known, scanner.FieldCount);
            }
        }

        return best.Separator;
    }
}
