using System.Management.Automation;
using OktellConnect.Protocol;

namespace OktellConnect.Cmdlets;

/// <summary>Shows what a connection said and heard, from memory or from a file.</summary>
[Cmdlet(VerbsCommon.Get, "OktellJournal", DefaultParameterSetName = MemorySet)]
[OutputType(typeof(JournalEntry))]
public sealed class GetOktellJournal : ServerCmdlet
{
    private const string MemorySet = "Memory";
    private const string FileSet = "File";
    private const int BatchSize = 500;

    private readonly List<JournalEntry> batch = [];

    /// <summary>A recorded file, or several; wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FileSet, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Only the newest entries.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Last { get; set; } = int.MaxValue;

    /// <summary>Only messages with these names; wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MessageNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var names = Wildcards.Patterns(Name);
        if (ParameterSetName == MemorySet)
        {
            var entries = RequireConnection().Journal.GetLast(int.MaxValue).Where(entry => IsWanted(entry, names)).ToList();
            await WriteAllAsync(entries.GetRange(Math.Max(0, entries.Count - Last), Math.Min(entries.Count, Last))).ConfigureAwait(false);
            return;
        }

        foreach (var file in FilePaths.Find(this, Path).ToList())
        {
            await ReadAsync(file, names).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(string file, WildcardPattern[] names)
    {
        using var reader = Open(file);
        var newest = new Queue<JournalEntry>();
        var number = 0;
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            Cancellation.ThrowIfCancellationRequested();
            number++;
            if (Parse(line, file, number) is not { } entry || !IsWanted(entry, names))
            {
                continue;
            }

            if (Last == int.MaxValue)
            {
                await AddAsync(entry).ConfigureAwait(false);
                continue;
            }

            newest.Enqueue(entry);
            if (newest.Count > Last)
            {
                newest.Dequeue();
            }
        }

        batch.AddRange(newest);
        await FlushAsync().ConfigureAwait(false);
    }

    private async Task AddAsync(JournalEntry entry)
    {
        batch.Add(entry);
        if (batch.Count == BatchSize)
        {
            await FlushAsync().ConfigureAwait(false);
        }
    }

    private async Task FlushAsync()
    {
        await WriteAllAsync(batch.ToArray()).ConfigureAwait(false);
        batch.Clear();
    }

    // It may be written to at this moment.
    private static StreamReader Open(string file)
    {
        try
        {
            return new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OktellException(OktellErrors.FileNotFound, $"There is no file {file}.", missing, file);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new OktellException(OktellErrors.FileNotReadable, $"The file {file} cannot be read: {reason.Message}", reason, file);
        }
    }

    private JournalEntry? Parse(string line, string file, int number)
    {
        try
        {
            return JournalFormat.ReadLine(line);
        }
        catch (FrameFormatException problem)
        {
            WriteFailure(new OktellException(OktellErrors.JournalLineUnreadable, $"{file}, line {number}: {problem.Message}.", problem, file), file);
            return null;
        }
    }

    private static bool IsWanted(JournalEntry entry, WildcardPattern[] names) => names.Length == 0 || names.AnyMatch(entry.Name);
}
