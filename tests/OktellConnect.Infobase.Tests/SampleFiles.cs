namespace OktellConnect.Infobase.Tests;

/// <summary>The sample files of the repository, found from where the tests run.</summary>
internal static class SampleFiles
{
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "samples", "data", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"samples/data/{name} is not above {AppContext.BaseDirectory}.");
    }
}
