using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;
using OktellConnect.Host.Terminal;

namespace OktellConnect.Host;

/// <summary>Runs one script or command the way PowerShell's own console host does, down to the exit code.</summary>
internal static partial class ScriptRun
{
    private const int Failed = 1;

    // What a process gives that was ended from the keyboard.
    private const int Interrupted = 130;

    public static int Run(HostOptions options)
    {
        var host = new TerminalHost();
        using var runspace = Runspaces.Open(host);
        using var powerShell = PowerShell.Create(runspace);
        var stopped = false;
        ConsoleCancelEventHandler stop = (_, press) =>
        {
            press.Cancel = true;
            stopped = true;
            powerShell.BeginStop(null, null);
        };
        Console.CancelKeyPress += stop;
        try
        {
            AddWork(powerShell, options);
            powerShell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            powerShell.AddCommand("Out-Default");
            powerShell.Invoke();
        }
        catch (PipelineStoppedException) when (stopped)
        {
            return Interrupted;
        }
        catch (PipelineStoppedException) when (host.ExitCode is not null)
        {
            // "exit" outside of a script file ends the pipeline this way.
        }
        catch (RuntimeException failure)
        {
            Report(runspace, failure);
            return Failed;
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }

        // Whether stopping a pipeline ends in an exception depends on what it was doing.
        return stopped ? Interrupted : host.ExitCode ?? ExitCodeOf(runspace, options);
    }

    private static void AddWork(PowerShell powerShell, HostOptions options)
    {
        if (options.Mode == HostMode.Command)
        {
            // Asked in the same pipeline: the next one would start with a success of its own.
            powerShell.AddScript($"{options.Target}\n$global:______succeeded = $?");
            return;
        }

        // Called rather than added as a command: only then "$?" tells an exit with a code from a program that failed inside.
        var arguments = string.Concat(options.Arguments.Select(argument => " " + ToLanguage(argument)));
        powerShell.AddScript($"& {Quote(options.Target)}{arguments}; $global:______succeeded = $?");
    }

    // "-Name" and "-Name:value" name parameters; all else is a literal value.
    private static string ToLanguage(string argument)
    {
        var named = ParameterName().Match(argument);
        if (!named.Success)
        {
            return Quote(argument);
        }

        var value = argument[named.Length..];
        return value switch
        {
            "" => named.Value.TrimEnd(':'),
            "$true" or "$false" => named.Value + value,
            _ => named.Value + Quote(value),
        };
    }

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    [GeneratedRegex(@"^-[\p{L}_?][\p{L}\p{Nd}_]*(:|$)")]
    private static partial Regex ParameterName();

    private static int ExitCodeOf(Runspace runspace, HostOptions options)
    {
        // A call of a script that did not succeed was ended by "exit" with a code, or by an error that nothing inside it caught.
        var question = options.Mode == HostMode.Command
            ? "if ($global:______succeeded) { 0 } else { 1 }"
            : "if ($global:______succeeded) { 0 } elseif ($global:LASTEXITCODE) { $global:LASTEXITCODE } else { 1 }";
        using var powerShell = PowerShell.Create(runspace);
        return powerShell.AddScript(question).Invoke<int>().Single();
    }

    // A failure that ends the pipeline is shown as any other error, through the engine's own formatting.
    private static void Report(Runspace runspace, RuntimeException failure)
    {
        var record = failure.ErrorRecord.Exception is ParentContainsErrorRecordException
            ? new ErrorRecord(failure.ErrorRecord, failure)
            : failure.ErrorRecord;
        var wrapped = new PSObject(record);
        wrapped.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        using var powerShell = PowerShell.Create(runspace);
        powerShell.AddCommand("Out-Default").Invoke(new[] { wrapped });
    }
}
