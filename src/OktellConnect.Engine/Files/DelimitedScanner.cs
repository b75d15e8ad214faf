namespace OktellConnect.Files;

/// <summary>
/// Cuts text into rows and fields and knows where each field stands in the file: line and column as an editor shows them, also
/// when quoted fields span lines. Holds one row at a time. Not thread-safe.
/// </summary>
/// <remarks>
/// Own code instead of a package: Sylvan.Data.Csv counts records instead of lines and gives no column of a quote that never ends.
/// A test compares the fields with those that package reads.
/// </remarks>
internal sealed class DelimitedScanner
{
    private const int InitialBuffer = 1 << 15;
    private readonly TextReader reader;
    private readonly char separator;
    private readonly int maxRowLength;
    private char[] buffer = new char[InitialBuffer];
    private int end;
    private int at;
    private int rowStart;
    private bool atEnd;
    private int line = 1;
    private int lineStart;
    private Field[] fields = new Field[16];

    public DelimitedScanner(TextReader reader, char separator, int maxRowLength, string path)
    {
        this.reader = reader;
        this.separator = separator;
        this.maxRowLength = maxRowLength;
        Path = path;
    }

    /// <summary>For messages.</summary>
    public string Path { get; }

    /// <summary>Physical line on which the current row starts, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Fields of the current row.</summary>
    public int FieldCount { get; private set; }

    /// <summary>Text of a field, quotes taken off.</summary>
    public string GetField(int index)
    {
        var field = fields[index];
        if (field.Length == 0)
        {
            return string.Empty;
        }

        var text = new string(buffer, rowStart + field.Start, field.Length);
        return field.HasDoubledQuotes ? text.Replace("\"\"", "\"") : text;
    }

    /// <summary>Whether a field holds nothing.</summary>
    public bool IsFieldEmpty(int index) => fields[index].Length == 0;

    /// <summary>Line and column, from 1, at which a field starts.</summary>
    public (int Line, int Column) GetPosition(int index) => (fields[index].Line, fields[index].Column);

    /// <summary>Reads the next row that is not an empty line; false at the end of the file.</summary>
    public bool Read()
    {
        do
        {
            rowStart = at;
            Line = line;
            FieldCount = 0;
            if (!More())
            {
                return false;
            }

            while (ReadField())
            {
            }

            if (at - rowStart > maxRowLength)
            {
                throw TooLong();
            }
        }
        while (FieldCount == 1 && fields[0].Length == 0 && !fields[0].Quoted);

        return true;
    }

    /// <summary>Reads one field with what ends it; false when that was the row's end.</summary>
    private bool ReadField()
    {
        var field = new Field { Line = line, Column = at - lineStart + 1 };
        if (More() && buffer[at] == '"')
        {
            ReadQuoted(ref field);
        }
        else
        {
            field.Start = at - rowStart;
            while (More() && buffer[at] != separator && buffer[at] is not ('\r' or '\n'))
            {
                at++;
            }

            field.Length = at - rowStart - field.Start;
        }

        if (FieldCount == fields.Length)
        {
            Array.Resize(ref fields, fields.Length * 2);
        }

        fields[FieldCount++] = field;
        if (!More())
        {
            return false;
        }

        if (buffer[at] == separator)
        {
            at++;
            return true;
        }

        ReadLineBreak();
        return false;
    }

    private void ReadQuoted(ref Field field)
    {
        var (openLine, openColumn) = (line, at - lineStart + 1);
        at++;
        field.Quoted = true;
        field.Start = at - rowStart;
        while (true)
        {
            if (!More(openLine, openColumn))
            {
                throw new OktellException(OktellErrors.QuoteUnbalanced, $"{Path}, line {openLine}, column {openColumn}: the quote opened here is never closed.");
            }

            var c = buffer[at];
            if (c == '"')
            {
                at++;
                if (!More() || buffer[at] != '"')
                {
                    break;
                }

                field.HasDoubledQuotes = true;
                at++;
            }
            else if (c is '\r' or '\n')
            {
                ReadLineBreak();
            }
            else
            {
                at++;
            }
        }

        field.Length = at - 1 - rowStart - field.Start;
        while (More() && buffer[at] == ' ')
        {
            at++;
        }

        if (More() && buffer[at] != separator && buffer[at] is not ('\r' or '\n'))
        {
            throw new OktellException(OktellErrors.QuoteUnbalanced,
                $"{Path}, line {line}, column {at - lineStart + 1}: text follows the closing quote of the value opened at line {openLine}, column {openColumn}.");
        }
    }

    private void ReadLineBreak()
    {
        var wasReturn = buffer[at] == '\r';
        at++;
        if (wasReturn && More() && buffer[at] == '\n')
        {
            at++;
        }

        line++;
        lineStart = at;
    }

    /// <summary>Whether there is a character at the current place; fills the buffer when it is used up.</summary>
    private bool More(int quoteLine = 0, int quoteColumn = 0)
    {
        if (at < end)
        {
            return true;
        }

        return !atEnd && Refill(quoteLine, quoteColumn);
    }

    private bool Refill(int quoteLine, int quoteColumn)
    {
        if (at - rowStart > maxRowLength)
        {
            throw quoteLine != 0 && line > quoteLine
                ? new OktellException(OktellErrors.QuoteUnbalanced,
                    $"{Path}, line {quoteLine}, column {quoteColumn}: the quote opened here is not closed within {maxRowLength} characters.")
                : TooLong();
        }

        if (rowStart > 0)
        {
            Array.Copy(buffer, rowStart, buffer, 0, end - rowStart);
            end -= rowStart;
            at -= rowStart;
            lineStart -= rowStart;
            rowStart = 0;
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var count = reader.Read(buffer, end, buffer.Length - end);
        atEnd = count == 0;
        end += count;
        return !atEnd;
    }

    private OktellException TooLong() =>
        new(OktellErrors.RowTooLong, $"{Path}, line {Line}, column {maxRowLength + 1}: the row is longer than {maxRowLength} characters.");

    private struct Field
    {
        public int Start;
        public int Length;
        public int Line;
        public int Column;
        public bool Quoted;
        public bool HasDoubledQuotes;
    }
}
