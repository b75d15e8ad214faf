namespace OktellConnect.Infobase;

/// <summary>
/// Which keys of the map a file has named so far, and on which line first: 12 to 24 bytes a key, so that a million need no more
/// than a few ten megabytes. Keys are kept as 64-bit hashes; whoever relies on a hit compares the entry itself.
/// </summary>
internal sealed class SeenKeys
{
    private ulong[] hashes = new ulong[1024];
    private int[] lines = new int[1024];
    private int count;

    /// <summary>The line a key was first named on, or 0.</summary>
    public int LineOf(ulong hash) => lines[Slot(hash)];

    /// <summary>Remembers a key's first line.</summary>
    public void Add(ulong hash, int line)
    {
        if (count * 4L >= hashes.Length * 3L)
        {
            Grow();
        }

        var slot = Slot(hash);
        if (lines[slot] == 0)
        {
            hashes[slot] = hash;
            lines[slot] = line;
            count++;
        }
    }

    public static ulong Hash(NumberMapEntry entry)
    {
        var hash = Mix(Mix(14695981039346656037UL, entry.Number), entry.Object.Type);
        if (entry.Object.Id is not { } id)
        {
            return Finish(Mix(hash, entry.Object.Name));
        }

#if NET
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
#else
        var bytes = id.ToByteArray();
#endif
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        return Finish(hash);
    }

    private static ulong Mix(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return (hash ^ 0xFFFF) * 1099511628211UL;
    }

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return hash ^ (hash >> 33);
    }

    private int Slot(ulong hash)
    {
        var mask = hashes.Length - 1;
        var slot = (int)(hash & (ulong)mask);
        while (lines[slot] != 0 && hashes[slot] != hash)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        var (oldHashes, oldLines) = (hashes, lines);
        hashes = new ulong[oldHashes.Length * 2];
        lines = new int[oldHashes.Length * 2];
        for (var at = 0; at < oldHashes.Length; at++)
        {
            if (oldLines[at] != 0)
            {
                var slot = Slot(oldHashes[at]);
                (hashes[slot], lines[slot]) = (oldHashes[at], oldLines[at]);
            }
        }
    }
}
