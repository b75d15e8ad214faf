namespace OktellConnect.Testing;

/// <summary>Programs that a test may find on the machine, or be skipped without.</summary>
public static class Programs
{
    /// <summary>Full path of the first of these programs that is on the PATH, or null.</summary>
    public static string? Find(params string[] names) => names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
        .FirstOrDefault(File.Exists);
}
