using System.Text;

namespace OktellConnect.Host;

/// <summary>
/// Hosts the PowerShell engine where PowerShell itself is not installed: runs a script, a command, or the files of tests/Pester
/// against the staged module.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        // Read once, when the engine is loaded; so nothing here may touch it before.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        HostOptions options;
        try
        {
            options = HostOptions.Parse(arguments);
        }
        catch (FormatException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            Console.Error.WriteLine(HostOptions.Usage);
            return HostOptions.UsageExitCode;
        }

        var repository = Repository.Find();
        if (!Directory.Exists(repository.StagedModule))
        {
            Console.Error.WriteLine($"There is no staged module in {repository.StagedModule}. Build the solution first: dotnet build OktellConnect.PS.sln");
            return HostOptions.UsageExitCode;
        }

        repository.AddToModulePath();
        return options.Mode == HostMode.Pester
            ? Pester.PesterRun.Run(options, repository)
            : ScriptRun.Run(options);
    }
}
