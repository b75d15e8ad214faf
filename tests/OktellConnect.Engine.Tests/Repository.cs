namespace OktellConnect.Engine.Tests;

/// <summary>Files of the repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string File(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "OktellConnect.PS.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder, path);
    }
}
