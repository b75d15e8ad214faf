namespace OktellConnect.Files;

/// <summary>
/// A file that appears whole or not at all: written under a temporary name in the same folder, flushed to the disk, then renamed.
/// Until <see cref="Commit"/> the previous file is as it was; disposing without it removes the temporary file. Not thread-safe.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);
    private const int NoSpaceOnUnix = 28;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMac = 69;
    private readonly string temporary;
    private bool flushed;
    private bool done;

    private AtomicFile(string path, string temporary, Stream stream)
    {
        Path = path;
        this.temporary = temporary;
        Stream = stream;
    }

    /// <summary>The path the file will have.</summary>
    public string Path { get; }

    /// <summary>Where to write. Failures of it are <see cref="IOException"/>; <see cref="Failure"/> names them.</summary>
    public Stream Stream { get; }

    /// <summary>Starts a file.</summary>
    /// <param name="path">Full path of the file to be.</param>
    /// <exception cref="OktellException">WriteFailed, DiskFull, PathNotFile.</exception>
    public static AtomicFile Create(string path) => Create(path, Open);

    /// <summary>Flushes what was written to the disk; <see cref="Commit"/> after it is only the rename.</summary>
    /// <exception cref="OktellException">WriteFailed, DiskFull.</exception>
    public void Flush()
    {
        if (flushed)
        {
            return;
        }

        try
        {
            if (Stream is FileStream file)
            {
                file.Flush(flushToDisk: true);
            }
            else
            {
                Stream.Flush();
            }

            Stream.Dispose();
            flushed = true;
        }
        catch (IOException failure)
        {
            throw Failure(Path, failure);
        }
    }

    /// <summary>Flushes and puts the file in its place, over a previous one.</summary>
    /// <exception cref="OktellException">WriteFailed, DiskFull.</exception>
    public void Commit()
    {
        Flush();
        try
        {
#if NET
            File.Move(temporary, Path, overwrite: true);
#else
            if (File.Exists(Path))
            {
                File.Replace(temporary, Path, null);
            }
            else
            {
                File.Move(temporary, Path);
            }
#endif
            done = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failure(Path, failure);
        }
    }

    /// <summary>The catalogued error for a failed write: DiskFull or WriteFailed.</summary>
    /// <param name="path">The file being written.</param>
    /// <param name="failure">What the system said.</param>
    public static OktellException Failure(string path, Exception failure) => failure.HResult is DiskFullOnWindows or HandleDiskFullOnWindows or NoSpaceOnUnix or QuotaOnLinux or QuotaOnMac
        ? new OktellException(OktellErrors.DiskFull, $"The disk is full; {path} was not written.", failure, path)
        : new OktellException(OktellErrors.WriteFailed, $"{path} cannot be written: {failure.Message}", failure, path);

    /// <summary>Removes the temporary file unless it was committed.</summary>
    public void Dispose()
    {
        if (done)
        {
            return;
        }

        done = true;
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // The buffer could not be written: the file is given up anyway, and whoever wrote last has the failure already.
        }

        File.Delete(temporary);
    }

    /// <summary>The same with a stream of the caller's: tests let it fail.</summary>
    internal static AtomicFile Create(string path, Func<string, Stream> open)
    {
        if (Directory.Exists(path) || System.IO.Path.GetFileName(path).Length == 0)
        {
            throw new OktellException(OktellErrors.PathNotFile, $"{path} is a folder, not a file.", null, path);
        }

        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? string.Empty;
        // One name for all: what a killed process left is written over, and two writers of the same file cannot meet.
        var temporary = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(path)}.tmp");
        try
        {
            return new AtomicFile(path, temporary, open(temporary));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, failure);
        }
    }

    private static FileStream Open(string temporary) => new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
}
