using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace OktellConnect.Host.Terminal;

/// <summary>Text in and out of the console. Errors go to standard error, everything else to standard output.</summary>
internal sealed class TerminalInterface : PSHostUserInterface
{
    private readonly object gate = new();
    private readonly ProgressLine progress = new();

    public override PSHostRawUserInterface RawUI { get; } = new TerminalRawInterface();

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected;

    public override void Write(string value) => Out(() => Console.Out.Write(Plain(value, Console.IsOutputRedirected)));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Out(() => Colours.Run(Console.IsOutputRedirected, foregroundColor, backgroundColor, () => Console.Out.Write(Plain(value, Console.IsOutputRedirected))));

    public override void WriteLine(string value) => Out(() => Console.Out.WriteLine(Plain(value, Console.IsOutputRedirected)));

    public override void WriteErrorLine(string value) =>
        Out(() => Colours.Run(Console.IsErrorRedirected, ConsoleColor.Red, null, () => Console.Error.WriteLine(Plain(value, Console.IsErrorRedirected))));

    public override void WriteWarningLine(string message) => Note("WARNING", message);

    public override void WriteVerboseLine(string message) => Note("VERBOSE", message);

    public override void WriteDebugLine(string message) => Note("DEBUG", message);

    public override void WriteInformation(InformationRecord record)
    {
        // Shown by Write already when it is meant for the host.
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (gate)
        {
            progress.Show(sourceId, record);
        }
    }

    public override string ReadLine()
    {
        Out(() => { });
        return Console.In.ReadLine() ?? throw new EndOfStreamException("There is no more input to read.");
    }

    public override SecureString ReadLineAsSecureString()
    {
        Out(() => { });
        return HiddenInput.Read();
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteHeading(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.Ordinal);
        foreach (var field in descriptions)
        {
            Write(field.Name + ": ");
            object? answer = field.ParameterTypeFullName switch
            {
                "System.Security.SecureString" => ReadLineAsSecureString(),
                "System.Management.Automation.PSCredential" => PromptForCredential("", "", "", ""),
                _ => LanguagePrimitives.ConvertTo(ReadLine(), Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string), CultureInfo.CurrentCulture),
            };
            answers[field.Name] = PSObject.AsPSObject(answer);
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteHeading(caption, message);
        var labels = choices.Select(choice => Label.Parse(choice.Label)).ToList();
        while (true)
        {
            var shown = labels.Select(label => $"[{label.Key}] {label.Text}");
            var preset = defaultChoice >= 0 ? $" (default is \"{labels[defaultChoice].Key}\")" : "";
            Write(string.Join("  ", shown) + preset + ": ");
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            var chosen = labels.FindIndex(label => label.Matches(answer));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private void WriteHeading(string caption, string message)
    {
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            WriteLine(line);
        }
    }

    private void Note(string kind, string message) =>
        Out(() => Colours.Run(Console.IsOutputRedirected, ConsoleColor.Yellow, null, () => Console.Out.WriteLine($"{kind}: {message}")));

    // The engine decorates tables and errors for a terminal and leaves it to the host to take that off again.
    private static string Plain(string text, bool redirected) => redirected ? new StringDecorated(text).ToString(OutputRendering.PlainText) : text;

    private void Out(Action write)
    {
        lock (gate)
        {
            progress.Clear();
            write();
        }
    }
}
