namespace OktellConnect.Simulator.Http;

/// <summary>Uploaded files, in memory. Bounded: the oldest go when there are too many. Safe from any thread.</summary>
internal sealed class FileStore
{
    /// <summary>What absolute paths begin with: Oktell's servers are Windows machines.</summary>
    public const string Root = @"C:\Oktell\Server\LocalStorage\";

    private const long MostBytes = 256L * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, byte[]> files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> ages = new();
    private long bytes;

    /// <summary>Keeps a file.</summary>
    /// <returns>Its path below <see cref="Root"/>, with backslashes.</returns>
    public string Add(string folder, string name, byte[] content)
    {
        var path = $@"{folder}\{Guid.NewGuid():N}\{Clean(name)}";
        lock (gate)
        {
            files.Add(path, content);
            ages.Enqueue(path);
            bytes += content.Length;
            while (bytes > MostBytes && ages.Count > 1)
            {
                files.Remove(ages.Dequeue(), out var oldest);
                bytes -= oldest!.Length;
            }
        }

        return path;
    }

    /// <summary>The file at a path as clients write it: below the root or with it, with either slash; null where there is none.</summary>
    public byte[]? Find(string path)
    {
        var wanted = path.Replace('/', '\\');
        wanted = wanted.StartsWith(Root, StringComparison.OrdinalIgnoreCase) ? wanted[Root.Length..] : wanted.TrimStart('\\');
        lock (gate)
        {
            return files.GetValueOrDefault(wanted);
        }
    }

    // A browser may send a whole path; nothing of it but the name is wanted.
    private static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Where(character => !char.IsControl(character) && character is not ('"' or '<' or '>' or '|' or ':' or '*' or '?')).Take(200)]).Trim(' ', '.');
        return clean.Length == 0 ? "file" : clean;
    }
}
