using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;
using OktellConnect.Cmdlets.Tests.Surface;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets.Tests.Views;

/// <summary>States are coloured where colours can be shown and aligned, and read the same everywhere.</summary>
public sealed partial class StateColourTests
{
    public static TheoryData<object[], string, string> Tables => new()
    {
        { [.. Enum.GetValues<NumberState>().Select(state => new PbxNumber { Number = "101", Name = "Иванов", State = state, Department = "Продажи" })], "Отдел", "Продажи" },
        { [.. Enum.GetValues<NumberState>().Select(state => new PbxUser { Id = "1", Name = "Иванов", MainNumber = "101", State = state, Department = "Продажи" })], "Отдел", "Продажи" },
        { [.. Enum.GetValues<UserState>().Select(state => new UserStateInfo { Login = "ivanov", State = state, BreakReason = new BreakReason(1, "Обед") })], "Причина", "Обед" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_is_aligned_with_colours_and_the_same_without(object[] rows, string heading, string word)
    {
        var coloured = Render(rows, colours: true);
        var plain = Render(rows, colours: false);

        Assert.Contains("\u001b[31mзанят\u001b[0m", coloured, StringComparison.Ordinal);

        // The engine decorates headings for every host; the rows are ours.
        Assert.All(plain.Split('\n').Where(line => line.Contains(word, StringComparison.Ordinal)), line => Assert.DoesNotContain('\u001b', line));
        plain = Escapes().Replace(plain, "");
        Assert.Equal(plain, Escapes().Replace(coloured, ""));
        var lines = plain.Split('\n');
        var column = lines.Single(line => line.Contains(heading, StringComparison.Ordinal)).IndexOf(heading, StringComparison.Ordinal);
        var body = lines.Where(line => line.Contains(word, StringComparison.Ordinal)).ToList();
        Assert.Equal(rows.Length, body.Count);
        Assert.All(body, line => Assert.Equal(column, line.IndexOf(word, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true, true, "\u001b[31mзанят\u001b[0m")]
    [InlineData(true, false, "занят")]
    [InlineData(false, true, "занят")]
    [InlineData(false, false, "занят")]
    public void Colour_takes_a_host_that_shows_it_and_a_formatter_that_knows_its_width(bool host, bool formatter, string expected) =>
        Assert.Equal(expected, StateText.Of(NumberState.Busy, new RecordingHost(host), formatter));

    private static string Render(object[] rows, bool colours)
    {
        var host = new RecordingHost(colours);
        var state = InitialSessionState.CreateDefault2();
        state.Formats.Add(new SessionStateFormatEntry(Path.Combine(ModuleSurface.Root, "src", "OktellConnect.Cmdlets", "Views", "Telephony.format.ps1xml")));
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand("Out-Default").Invoke(rows);
        return host.Text;
    }

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Escapes();
}
