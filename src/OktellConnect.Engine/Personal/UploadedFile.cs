namespace OktellConnect.Personal;

/// <summary>Where the server keeps an uploaded file (docs/protocol.md, "Upload").</summary>
public enum FileStorage
{
    /// <summary>For good.</summary>
    Storage,

    /// <summary>For a while.</summary>
    Temp,

    /// <summary>For service scenarios.</summary>
    Script,

    /// <summary>For service scenarios that return plain text.</summary>
    ScriptPlain,
}

/// <summary>How the server tells the path of an uploaded file.</summary>
public enum UploadPath
{
    /// <summary>As it likes: nothing is asked.</summary>
    Default,

    /// <summary>As a full path on the server.</summary>
    Absolute,

    /// <summary>Below the folder it keeps such files in.</summary>
    Relative,
}

/// <summary>A file on the server. Immutable.</summary>
public sealed record UploadedFile
{
    /// <summary>Path on the server, with forward slashes, as other methods take it.</summary>
    public required string Path { get; init; }

    /// <summary>Full path of the file on this computer.</summary>
    public required string Source { get; init; }

    /// <summary>Bytes sent.</summary>
    public long Length { get; init; }

    /// <summary>Where the server was asked to keep it.</summary>
    public FileStorage StorageMode { get; init; }

    /// <summary>The path on the server.</summary>
    public override string ToString() => Path;
}
