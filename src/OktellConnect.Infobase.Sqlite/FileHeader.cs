namespace OktellConnect.Infobase.Sqlite;

/// <summary>
/// What the first 100 bytes of a SQLite file say (https://sqlite.org/fileformat.html, section 1.3). Read before SQLite opens
/// the file, because opening somebody else's file may already change it or put files beside it.
/// </summary>
internal readonly record struct FileHeader(bool IsSqlite, int UserVersion, int ApplicationId)
{
    private const int Length = 100;

    public static FileHeader Read(string path)
    {
        var bytes = new byte[Length];
        var filled = 0;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            int read;
            while (filled < Length && (read = file.Read(bytes, filled, Length - filled)) > 0)
            {
                filled += read;
            }
        }

        var magic = "SQLite format 3\0"u8.ToArray();
        return filled == Length && bytes.Take(magic.Length).SequenceEqual(magic)
            ? new FileHeader(true, BigEndian(bytes, 60), BigEndian(bytes, 68))
            : default;
    }

    private static int BigEndian(byte[] bytes, int at) => (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}
