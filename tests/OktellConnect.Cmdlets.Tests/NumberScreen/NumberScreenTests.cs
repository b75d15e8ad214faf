using System.Text.RegularExpressions;
using CsCheck;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets.Tests.NumberScreen;

/// <summary>The operator's screen, seen through a terminal.</summary>
public sealed partial class NumberScreenTests
{
    [Fact]
    public void Numbers_stand_in_columns_filled_downwards_with_heading_and_foot()
    {
        var terminal = new FakeTerminal(80, 6);
        using var screen = new TerminalScreen(terminal.Write);

        Show(screen, terminal, Plan(7), page: 0);

        Assert.Equal("heading", terminal.Lines[0]);
        Assert.Equal("foot", terminal.Lines[5]);
        Assert.Equal(
            ["101 Иванов 101          свободен         105 Иванов 105          свободен", "102 Иванов 102          свободен         106 Иванов 106          свободен"],
            terminal.Lines.Skip(1).Take(2));
        Assert.True(terminal.IsSecondBuffer);
        Assert.True(terminal.IsCursorHidden);
    }

    [Fact]
    public void Only_lines_that_changed_are_written()
    {
        var terminal = new FakeTerminal(80, 6);
        using var screen = new TerminalScreen(terminal.Write);
        var plan = Plan(7);
        Show(screen, terminal, plan, page: 0);
        var before = terminal.Written.Count;

        Show(screen, terminal, plan, page: 0);
        Assert.Equal(before, terminal.Written.Count);

        plan[5] = plan[5] with { State = NumberState.Busy };
        Show(screen, terminal, plan, page: 0);

        var update = Assert.Single(terminal.Written.Skip(before));
        Assert.StartsWith("\u001b[3;1H", update, StringComparison.Ordinal);
        Assert.Single(update.Split("\u001b[K", StringSplitOptions.RemoveEmptyEntries));
        Assert.EndsWith("занят", terminal.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_of_another_size_is_drawn_anew()
    {
        var terminal = new FakeTerminal(80, 6);
        using var screen = new TerminalScreen(terminal.Write);
        Show(screen, terminal, Plan(7), page: 0);

        terminal.Resize(50, 4);
        Show(screen, terminal, Plan(7), page: 1);

        Assert.Equal("heading", terminal.Lines[0]);
        Assert.StartsWith("103", terminal.Lines[1], StringComparison.Ordinal);
        Assert.StartsWith("104", terminal.Lines[2], StringComparison.Ordinal);
        Assert.Equal("foot", terminal.Lines[3]);
    }

    [Fact]
    public void Leaving_gives_the_terminal_back_once()
    {
        var terminal = new FakeTerminal(80, 6);
        var screen = new TerminalScreen(terminal.Write);
        Show(screen, terminal, Plan(1), page: 0);

        screen.Dispose();
        var written = terminal.Written.Count;
        screen.Dispose();

        Assert.False(terminal.IsSecondBuffer);
        Assert.False(terminal.IsCursorHidden);
        Assert.Equal(written, terminal.Written.Count);
    }

    [Fact]
    public void What_was_never_drawn_leaves_nothing_behind()
    {
        var terminal = new FakeTerminal(80, 6);
        new TerminalScreen(terminal.Write).Dispose();
        Assert.Empty(terminal.Written);
    }

    [Fact]
    public void A_name_cannot_move_the_cursor()
    {
        var terminal = new FakeTerminal(80, 4);
        using var screen = new TerminalScreen(terminal.Write);

        Show(screen, terminal, [new PbxNumber { Number = "101", Name = "\u001b[2J\r\n\u0007Бобби", State = NumberState.Free }], page: 0);

        Assert.StartsWith("101  [2J   Бобби", terminal.Lines[1], StringComparison.Ordinal);
    }

    /// <summary>Whatever the window, the plan and the names: no line runs over the edge and every number is on exactly one page.</summary>
    [Fact]
    public void Every_number_has_its_place_in_every_window() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 60], Gen.Int[0, 120], Gen.String[Gen.Char['а', 'я'], 0, 60]).Sample((width, height, count, name) =>
        {
            var plan = Plan(count).ConvertAll(number => number with { Name = name });
            var layout = new NumberPage(width, height, 3, text => text.Length);
            var seen = new List<string>();
            for (var page = 0; page < layout.PagesOf(count); page++)
            {
                var terminal = new FakeTerminal(width, height);
                using var screen = new TerminalScreen(terminal.Write);
                screen.Show(layout.Lines(plan, page, "heading", "foot"), width, height);
                seen.AddRange(terminal.Lines.SelectMany(line => Number().Matches(line)).Select(match => match.Value));
            }

            // A window of two lines has no room for numbers between heading and foot, one of four columns none for a number.
            if (height > 2 && width > 4)
            {
                Assert.Equal(plan.Select(number => number.Number), seen.Order(StringComparer.Ordinal));
            }
        });

    [Fact]
    public void The_board_keeps_what_is_watched_in_the_order_people_count()
    {
        var board = new NumberBoard(["1*", "99"], ["Прод*"], []);
        board.Reset(
        [
            new PbxNumber { Number = "1000", Department = "Продажи", State = NumberState.Free, StateId = 1 },
            new PbxNumber { Number = "99", Department = "Продажи", State = NumberState.Free, StateId = 1 },
            new PbxNumber { Number = "101", Department = "Склад", State = NumberState.Free, StateId = 1 },
            new PbxNumber { Number = "102", Department = "Продажи", State = NumberState.Busy, StateId = 5 },
            new PbxNumber { Number = "300", Department = "Продажи", State = NumberState.Free, StateId = 1 },
        ]);

        Assert.Equal(["99", "102", "1000"], board.Shown.Select(number => number.Number));
        Assert.Equal([(NumberState.Free, 2), (NumberState.Busy, 1)], board.Totals);

        Assert.True(board.Apply(Change("99", NumberState.Busy, NumberState.Free)));
        Assert.False(board.Apply(Change("99", NumberState.Busy, NumberState.Busy)));
        Assert.False(board.Apply(Change("300", NumberState.Busy, NumberState.Free)));
        Assert.Equal([(NumberState.Busy, 2), (NumberState.Free, 1)], board.Totals);
    }

    [Fact]
    public void With_states_only_what_enters_or_leaves_one_is_told_and_shown()
    {
        var board = new NumberBoard([], [], [NumberState.Busy]);
        board.Reset(Plan(3));

        Assert.Empty(board.Shown);
        Assert.True(board.IsTold(Change("101", NumberState.Busy, NumberState.Free)));
        Assert.True(board.IsTold(Change("101", NumberState.Free, NumberState.Busy)));
        Assert.False(board.IsTold(Change("101", NumberState.Free, NumberState.Break)));
        board.Apply(Change("102", NumberState.Busy, NumberState.Free));
        Assert.Equal("102", Assert.Single(board.Shown).Number);
    }

    [GeneratedRegex("[0-9]{3}")]
    private static partial Regex Number();

    private static List<PbxNumber> Plan(int count) =>
        [.. Enumerable.Range(101, count).Select(number => new PbxNumber { Number = $"{number}", Name = $"Иванов {number}", State = NumberState.Free, StateId = 1 })];

    private static NumberStateEvent Change(string number, NumberState state, NumberState previous) =>
        new(DateTimeOffset.UnixEpoch, number, null, state, (int)state, previous);

    private static void Show(TerminalScreen screen, FakeTerminal terminal, IReadOnlyList<PbxNumber> plan, int page) =>
        screen.Show(new NumberPage(terminal.Width, terminal.Height, 3, text => text.Length).Lines(plan, page, "heading", "foot"), terminal.Width, terminal.Height);
}
