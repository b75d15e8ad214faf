using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Paths the way PowerShell means them: relative to its own location, through its providers. Pipeline thread only.</summary>
internal static class FilePaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>Full path of a file that may not exist; nothing in it is a wildcard.</summary>
    public static string Full(PSCmdlet cmdlet, string path)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == FileSystem ? full : throw NotAFile(path);
    }

    /// <summary>Full path of the one file that -Path means, perhaps by a pattern. Without a wildcard the file need not exist.</summary>
    public static string Single(PSCmdlet cmdlet, string path)
    {
        var found = Find(cmdlet, [path]).ToList();
        return found.Count == 1
            ? found[0]
            : throw new OktellException(OktellErrors.PathAmbiguous, $"Parameter Path: {path} fits {found.Count} files.", target: path);
    }

    /// <summary>Full paths of the files that -Path values mean. Without a wildcard the file need not exist: whoever reads it says so.</summary>
    public static IEnumerable<string> Find(PSCmdlet cmdlet, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(path))
            {
                yield return Full(cmdlet, path);
                continue;
            }

            var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != FileSystem)
            {
                throw NotAFile(path);
            }

            if (found.Count == 0)
            {
                throw new OktellException(OktellErrors.FileNotFound, $"No file fits {path}.", target: path);
            }

            foreach (var file in found)
            {
                yield return file;
            }
        }
    }

    private static OktellException NotAFile(string path) =>
        new(OktellErrors.PathNotFile, $"{path} is not a path of the file system.", target: path);
}
