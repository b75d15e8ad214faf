using System.Management.Automation;
using System.Management.Automation.Runspaces;
using OktellConnect.Host.Terminal;

namespace OktellConnect.Host.Pester;

/// <summary>Runs test files one after the other, each in a runspace of its own, and adds up.</summary>
internal static class PesterRun
{
    public static int Run(HostOptions options, Repository repository)
    {
        var files = options.Arguments.Count > 0
            ? options.Arguments.Select(Path.GetFullPath).ToList()
            : Directory.Exists(repository.PesterTests)
                ? [.. Directory.GetFiles(repository.PesterTests, "*.Tests.ps1").Order(StringComparer.Ordinal)]
                : [];
        if (files.Find(file => !File.Exists(file)) is { } missing)
        {
            Console.Error.WriteLine($"There is no file '{missing}'.");
            return HostOptions.UsageExitCode;
        }

        using var report = new PesterReport(options.ResultPath);
        foreach (var file in files)
        {
            RunFile(file, report);
        }

        return report.Finish();
    }

    private static void RunFile(string file, PesterReport report)
    {
        report.FileStarted(file);
        using var runspace = Runspaces.Open(new TerminalHost(), AddWords);
        using var powerShell = PowerShell.Create(runspace);
        ConsoleCancelEventHandler stop = (_, _) => powerShell.BeginStop(null, null);
        Console.CancelKeyPress += stop;
        try
        {
            using var run = new ContainerRun(file, runspace, report);
            run.Discover(powerShell);
            powerShell.Commands.Clear();
            run.Execute(powerShell);
        }
        catch (RuntimeException failure)
        {
            report.ContainerFailed(file, failure.ErrorRecord);
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }

    private static void AddWords(InitialSessionState state)
    {
        AddWord<DescribeWord>("Describe");
        AddWord<ContextWord>("Context");
        AddWord<ItWord>("It");
        AddWord<BeforeAllWord>("BeforeAll");
        AddWord<AfterAllWord>("AfterAll");
        AddWord<BeforeEachWord>("BeforeEach");
        AddWord<AfterEachWord>("AfterEach");
        AddWord<ShouldWord>("Should");

        // A cmdlet's name needs a verb and a noun; the word itself is its alias.
        void AddWord<T>(string word)
        {
            state.Commands.Add(new SessionStateCmdletEntry("Invoke-" + word, typeof(T), null));
            state.Commands.Add(new SessionStateAliasEntry(word, "Invoke-" + word));
        }
    }
}
