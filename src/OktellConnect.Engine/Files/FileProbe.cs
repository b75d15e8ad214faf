namespace OktellConnect.Files;

/// <summary>
/// What one pass over a file's bytes tells before it is read: its encoding, how many lines it has, and whether its lines agree
/// on the encoding. Needs the same memory for any size.
/// </summary>
/// <param name="Encoding">The encoding found.</param>
/// <param name="Lines">Number of physical lines; for progress.</param>
/// <param name="MixedLine">First line that contradicts the encoding of the lines before it, or 0.</param>
/// <param name="MixedColumn">Its first offending character, from 1.</param>
/// <param name="IsEmpty">Whether there is nothing but a byte order mark and white space.</param>
internal sealed record FileProbe(FileEncoding Encoding, int Lines, int MixedLine, int MixedColumn, bool IsEmpty)
{
    private const int BufferSize = 1 << 16;

    /// <summary>Reads the stream to its end.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="expected">The encoding to hold the file against; null detects it.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static FileProbe Read(Stream stream, FileEncoding? expected, CancellationToken cancellation)
    {
        var buffer = new byte[BufferSize];
        var count = Fill(stream, buffer);
        var mark = ByteOrderMark(buffer, count);
        var declared = expected ?? mark;
        if (declared is FileEncoding.Utf16 or FileEncoding.Utf16BigEndian)
        {
            return CountUtf16Lines(stream, buffer, count, declared.Value, cancellation);
        }

        var scan = new LineScan(declared);
        var start = mark == FileEncoding.Utf8WithBom ? 3 : 0;
        while (count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var at = start; at < count; at++)
            {
                scan.Take(buffer[at]);
            }

            start = 0;
            count = stream.Read(buffer, 0, buffer.Length);
        }

        return scan.Finish(mark);
    }

    private static FileProbe CountUtf16Lines(Stream stream, byte[] buffer, int count, FileEncoding encoding, CancellationToken cancellation)
    {
        var lines = 0;
        var bytes = 0L;
        while (count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            bytes += count;
            for (var at = 0; at < count; at++)
            {
                lines += buffer[at] == (byte)'\n' ? 1 : 0;
            }

            count = stream.Read(buffer, 0, buffer.Length);
        }

        return new FileProbe(encoding, lines + 1, 0, 0, bytes <= 2);
    }

    private static int Fill(Stream stream, byte[] buffer)
    {
        var count = 0;
        while (count < 4)
        {
            var more = stream.Read(buffer, count, buffer.Length - count);
            if (more == 0)
            {
                break;
            }

            count += more;
        }

        return count;
    }

    private static FileEncoding? ByteOrderMark(byte[] bytes, int count) => count switch
    {
        >= 3 when bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF => FileEncoding.Utf8WithBom,
        >= 2 when bytes[0] == 0xFF && bytes[1] == 0xFE => FileEncoding.Utf16,
        >= 2 when bytes[0] == 0xFE && bytes[1] == 0xFF => FileEncoding.Utf16BigEndian,
        _ => null,
    };

    /// <summary>Tells UTF-8 lines from others, byte by byte.</summary>
    private sealed class LineScan
    {
        private readonly FileEncoding? declared;
        private int line = 1;
        private int column = 1;
        private int pending;
        private byte lowest = 0x80;
        private byte highest = 0xBF;
        private int sequenceColumn;
        private bool cyrillicLead;
        private int firstUtf8Column;
        private int firstInvalidColumn;
        private int utf8Line;
        private int utf8Column;
        private int otherLine;
        private int otherColumn;
        private bool anything;

        public LineScan(FileEncoding? declared) => this.declared = declared;

        public void Take(byte value)
        {
            if (pending > 0)
            {
                if (value >= lowest && value <= highest)
                {
                    (lowest, highest) = (0x80, 0xBF);
                    pending--;
                    if (pending == 0 && cyrillicLead && firstUtf8Column == 0)
                    {
                        firstUtf8Column = sequenceColumn;
                    }

                    return;
                }

                Invalid(sequenceColumn);
                pending = 0;
            }

            if (value < 0x80)
            {
                if (value == (byte)'\n')
                {
                    EndLine();
                    return;
                }

                anything |= value > 0x20;
                column++;
                return;
            }

            anything = true;
            StartSequence(value);
            column++;
        }

        public FileProbe Finish(FileEncoding? mark)
        {
            if (pending > 0)
            {
                Invalid(sequenceColumn);
            }

            var lines = line;
            EndLine();
            return declared switch
            {
                FileEncoding.Windows1251 => new FileProbe(FileEncoding.Windows1251, lines, 0, 0, !anything),
                not null => new FileProbe(mark ?? declared.Value, lines, otherLine, otherColumn, !anything),
                _ when otherLine == 0 => new FileProbe(FileEncoding.Utf8, lines, 0, 0, !anything),
                _ when utf8Line == 0 => new FileProbe(FileEncoding.Windows1251, lines, 0, 0, !anything),
                _ when utf8Line < otherLine => new FileProbe(FileEncoding.Utf8, lines, otherLine, otherColumn, !anything),
                _ => new FileProbe(FileEncoding.Windows1251, lines, utf8Line, utf8Column, !anything),
            };
        }

        private void StartSequence(byte lead)
        {
            sequenceColumn = column;
            // A lead byte for Cyrillic letters: in Windows-1251 it is П, Р, С or Т and what follows would be a sign, not a letter.
            // Other sequences (В and a no-break space, say) occur in plain Windows-1251 text and prove nothing.
            cyrillicLead = lead is >= 0xD0 and <= 0xD3;
            (pending, lowest, highest) = lead switch
            {
                >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
                0xE0 => (2, (byte)0xA0, (byte)0xBF),
                0xED => (2, (byte)0x80, (byte)0x9F),
                >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
                0xF0 => (3, (byte)0x90, (byte)0xBF),
                >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
                0xF4 => (3, (byte)0x80, (byte)0x8F),
                _ => (0, (byte)0x80, (byte)0xBF),
            };
            if (pending == 0)
            {
                Invalid(column);
            }
        }

        private void Invalid(int at)
        {
            if (firstInvalidColumn == 0)
            {
                firstInvalidColumn = at;
            }
        }

        private void EndLine()
        {
            if (firstInvalidColumn != 0)
            {
                if (otherLine == 0)
                {
                    (otherLine, otherColumn) = (line, firstInvalidColumn);
                }
            }
            else if (firstUtf8Column != 0 && utf8Line == 0)
            {
                (utf8Line, utf8Column) = (line, firstUtf8Column);
            }

            line++;
            column = 1;
            pending = 0;
            (lowest, highest) = (0x80, 0xBF);
            firstUtf8Column = 0;
            firstInvalidColumn = 0;
        }
    }
}
