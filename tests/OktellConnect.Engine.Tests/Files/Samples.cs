namespace OktellConnect.Engine.Tests.Files;

/// <summary>The sample files of the repository, found from where the tests run.</summary>
internal static class Samples
{
    public static string Numbers => Find("numbers.csv");

    private static string Find(string name)
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
