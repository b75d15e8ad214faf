using System.Text;

namespace OktellConnect.Files;

/// <summary>
/// Writes a delimited text file that appears whole or not at all (see <see cref="AtomicFile"/>). Rows end with CR LF; values are
/// quoted where they must be. Not thread-safe.
/// </summary>
public sealed class DelimitedWriter : IDisposable
{
    private readonly AtomicFile file;
    private readonly StreamWriter text;
    private readonly char separator;
    private readonly bool guard;
    private readonly char[] special;
    private int row;
    private bool flushed;

    private DelimitedWriter(AtomicFile file, DelimitedWriteOptions options)
    {
        this.file = file;
        separator = options.Separator;
        guard = options.GuardFormulas;
        special = [options.Separator, '"', '\r', '\n'];
        text = new StreamWriter(file.Stream, FileEncodings.Get(options.Encoding), 1 << 15, leaveOpen: true) { AutoFlush = false };
    }

    /// <summary>The path the file will have.</summary>
    public string Path => file.Path;

    /// <summary>Starts a file.</summary>
    /// <param name="path">Full path of the file to be.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    /// <exception cref="OktellException">WriteFailed, DiskFull, PathNotFile.</exception>
    public static DelimitedWriter Create(string path, DelimitedWriteOptions? options = null) => Create(AtomicFile.Create(path), options);

    /// <summary>Writes one row.</summary>
    /// <param name="values">Its values; null is an empty one.</param>
    /// <exception cref="OktellException">WriteFailed, DiskFull, CharacterNotInEncoding.</exception>
    public void WriteRow(IReadOnlyList<string?> values)
    {
        row++;
        Guarded(() =>
        {
            for (var index = 0; index < values.Count; index++)
            {
                if (index > 0)
                {
                    text.Write(separator);
                }

                WriteValue(values[index], alone: values.Count == 1);
            }

            text.Write("\r\n");
        });
    }

    /// <summary>Brings everything to the disk, still under the temporary name; what can fail for want of space fails here. No row can follow.</summary>
    /// <exception cref="OktellException">WriteFailed, DiskFull, CharacterNotInEncoding.</exception>
    public void Flush()
    {
        if (!flushed)
        {
            Guarded(text.Flush);
            file.Flush();
            flushed = true;
        }
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="OktellException">WriteFailed, DiskFull, CharacterNotInEncoding.</exception>
    public void Commit()
    {
        Flush();
        file.Commit();
    }

    /// <summary>Removes what was written unless it was committed.</summary>
    public void Dispose()
    {
        try
        {
            text.Dispose();
        }
        catch (Exception failure) when (failure is IOException or EncoderFallbackException or ObjectDisposedException)
        {
            // The rest of the buffer: either committed already, or given up with the file.
        }

        file.Dispose();
    }

    /// <summary>The same on a file of the caller's: tests let it fail.</summary>
    internal static DelimitedWriter Create(AtomicFile file, DelimitedWriteOptions? options) => new(file, options ?? new DelimitedWriteOptions());

    private void WriteValue(string? value, bool alone)
    {
        if (string.IsNullOrEmpty(value))
        {
            if (alone)
            {
                // A single empty value would be an empty line, which readers pass over.
                text.Write("\"\"");
            }

            return;
        }

        var shown = guard ? FormulaGuard.Add(value!) : value!;
        if (shown.IndexOfAny(special) < 0 && shown[0] != ' ' && shown[shown.Length - 1] != ' ')
        {
            text.Write(shown);
            return;
        }

        text.Write('"');
        text.Write(shown.Replace("\"", "\"\""));
        text.Write('"');
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (EncoderFallbackException failure)
        {
            throw new OktellException(OktellErrors.CharacterNotInEncoding,
                $"{Path}, up to row {row}: {text.Encoding.WebName} has no character U+{(int)(failure.CharUnknown == '\0' ? failure.CharUnknownHigh : failure.CharUnknown):X4}.", failure, Path);
        }
        catch (IOException failure)
        {
            throw AtomicFile.Failure(Path, failure);
        }
    }
}
