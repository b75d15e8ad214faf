using System.Globalization;
using System.Management.Automation;
using OktellConnect.Client;
using OktellConnect.Events;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Shows the number plan with live states: in place where the host can, else a line for every change.</summary>
[Cmdlet(VerbsCommon.Watch, "OktellNumber")]
[OutputType(typeof(string), typeof(OktellEvent))]
public sealed class WatchOktellNumber : ServerCmdlet
{
    // Often enough for the eye, and for keys; seldom enough for a slow terminal.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    /// <summary>Numbers; wildcards.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string[] Number { get; set; } = [];

    /// <summary>Only numbers of these departments; wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DepartmentCompleter))]
    public string[] Department { get; set; } = [];

    /// <summary>Only numbers in one of these states.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public NumberState[] State { get; set; } = [];

    /// <summary>Seconds to watch.</summary>
    [Parameter]
    [ValidateRange(0.1, 31_536_000d)]
    public double Timeout { get; set; }

    /// <summary>A line for every change even where the host could do better.</summary>
    [Parameter]
    public SwitchParameter Plain { get; set; }

    /// <summary>Emits the changes instead of showing them.</summary>
    [Parameter]
    [Alias("AsObject")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var connection = RequireConnection();
        var terminal = new HostTerminal(Host);
        var onScreen = !PassThru && !Plain && MyInvocation.PipelinePosition == MyInvocation.PipelineLength && terminal.IsInteractive;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        if (Timeout > 0)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(Timeout));
        }

        try
        {
            var board = new NumberBoard(Number, Department, State);
            await (onScreen ? DrawAsync(connection, board, terminal, limit.Token) : TellAsync(connection, board, limit.Token)).ConfigureAwait(false);
            if (connection.State == ClientState.Failed)
            {
                WriteFailure(new OktellException(OktellErrors.ConnectionLost, $"The states of {connection.Server} are not followed any more: {connection.Client.LastReason}", target: connection.Server));
            }
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            // The time is over, which is what was asked for.
        }
    }

    private async Task TellAsync(OktellConnection connection, NumberBoard board, CancellationToken cancellation)
    {
        using var stream = await connection.WatchAsync([OktellEventType.NumberState], [], cancellation).ConfigureAwait(false);
        board.Reset(connection.NumberPlan.Numbers);
        while (await stream.ReadManyAsync(1000, cancellation).ConfigureAwait(false) is { Count: > 0 } batch)
        {
            var news = new List<object>();
            foreach (var item in batch)
            {
                if (item is NumberStateEvent change ? board.Apply(change) && board.IsTold(change) : item is GapEvent or LossEvent)
                {
                    news.Add(PassThru ? item : Line(item));
                }

                if (item is LossEvent)
                {
                    board.Reset(connection.NumberPlan.Numbers);
                }
            }

            await WriteAllAsync(news).ConfigureAwait(false);
        }
    }

    private static string Line(OktellEvent item)
    {
        var time = item.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return item switch
        {
            NumberStateEvent change =>
                $"{time} {NumberPage.Harmless(change.Number)} {NumberPage.Harmless(change.Name)}: {StateText.Word(change.Previous)} → {StateText.Word(change.State)}",
            GapEvent gap => $"{time} связи не было с {gap.From.ToLocalTime():HH:mm:ss}; состояния прочитаны заново",
            LossEvent loss => $"{time} пропущено событий: {loss.Count}; состояния прочитаны заново",
            _ => $"{time} {item.Type}",
        };
    }

    // The plan is up to date by itself, so looking at it now and then shows everything: no event can be missed, and many are one picture.
    private static async Task DrawAsync(OktellConnection connection, NumberBoard board, HostTerminal terminal, CancellationToken cancellation)
    {
        // Its end gives the terminal back, also when the command is stopped from the keyboard.
        using var screen = new TerminalScreen(terminal.Write);
        var page = 0;
        while (connection.State is not (ClientState.Closed or ClientState.Failed))
        {
            board.Reset(connection.NumberPlan.Numbers);
            page = Draw(connection, board, terminal, screen, page);
            await Task.Delay(Tick, cancellation).ConfigureAwait(false);
            switch (terminal.ReadWish())
            {
                case ScreenWish.Next:
                    page++;
                    break;
                case ScreenWish.Previous:
                    page--;
                    break;
                case ScreenWish.First:
                    page = 0;
                    break;
                case ScreenWish.End:
                    return;
            }
        }
    }

    private static int Draw(OktellConnection connection, NumberBoard board, HostTerminal terminal, TerminalScreen screen, int page)
    {
        var size = terminal.Size;
        var numbers = board.Shown;
        var layout = new NumberPage(size.Width, size.Height, numbers.Count > 0 ? numbers.Max(number => number.Number.Length) : 0, terminal.Cells);
        var pages = layout.PagesOf(numbers.Count);
        page = Math.Max(0, Math.Min(page, pages - 1));
        var totals = string.Join(" · ", board.Totals.Select(total => $"{StateText.Word(total.State)} {total.Count}"));
        var connected = connection.State == ClientState.Open ? "" : $" — {(connection.State == ClientState.Reconnecting ? "связь потеряна, восстанавливается" : "нет связи")}";
        var turn = pages > 1 ? $"страница {page + 1} из {pages} (PgUp, PgDn) · " : "";
        screen.Show(
            layout.Lines(numbers, page, $"{connection.Server.Host}{connected}   {totals}", $"{turn}показано {Math.Min(numbers.Count, layout.Size)} из {board.Count} · Q или Ctrl+C — конец"),
            size.Width,
            size.Height);
        return page;
    }
}
