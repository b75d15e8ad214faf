namespace OktellConnect.Host;

/// <summary>Where this program's repository is, found from the program's own place, whatever the current folder.</summary>
internal sealed record Repository(string Root)
{
    public string StagedModules => Path.Combine(Root, "out", "module");

    public string StagedModule => Path.Combine(StagedModules, "OktellConnect");

    public string PesterTests => Path.Combine(Root, "tests", "Pester");

    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OktellConnect.psd1")) && File.Exists(Path.Combine(folder.FullName, "OktellConnect.PS.sln")))
            {
                return new Repository(folder.FullName);
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} is the repository of OktellConnect.");
    }

    /// <summary>Makes the staged module importable by name, ahead of an installed one.</summary>
    public void AddToModulePath()
    {
        var rest = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable("PSModulePath", string.IsNullOrEmpty(rest) ? StagedModules : StagedModules + Path.PathSeparator + rest);
    }
}
