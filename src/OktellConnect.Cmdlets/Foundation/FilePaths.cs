using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Paths as PowerShell means them: relative to the session's location, never to the process's folder.</summary>
internal static class FilePaths
{
    /// <summary>Full path of a file given literally; it need not exist.</summary>
    public static string Literal(PSCmdlet cmdlet, string path)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem"
            ? full
            : throw new OktellException(OktellErrors.PathNotFile, $"{path} is not a path of the file system.", target: path);
    }

    /// <summary>Full paths of the files that several values mean. Without a wildcard the file need not exist: whoever reads it says so.</summary>
    public static IEnumerable<string> Find(PSCmdlet cmdlet, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(path))
            {
                yield return Literal(cmdlet, path);
                continue;
            }

            var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != "FileSystem")
            {
                throw new OktellException(OktellErrors.PathNotFile, $"{path} is not a path of the file system.", target: path);
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
}
