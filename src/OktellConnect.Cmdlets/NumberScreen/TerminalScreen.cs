using System.Text;

namespace OktellConnect.Cmdlets;

/// <summary>
/// Keeps a window's lines as wanted with as little writing as can be: only lines that changed are written. Uses the terminal's second
/// buffer, so that everything is as before when it is left. Not thread-safe.
/// </summary>
/// <param name="write">Writes to the terminal, escape sequences included.</param>
internal sealed class TerminalScreen(Action<string> write) : IDisposable
{
    private const string Enter = "\u001b[?1049h\u001b[?25l";
    private const string Leave = "\u001b[?25h\u001b[?1049l";
    private const string Erase = "\u001b[2J";
    private const string EraseRest = "\u001b[K";

    private IReadOnlyList<string> shown = [];
    private (int Width, int Height) size;
    private bool entered;

    /// <summary>Shows these lines. When the window has changed its size, everything is written anew.</summary>
    public void Show(IReadOnlyList<string> lines, int width, int height)
    {
        var text = new StringBuilder();
        if (!entered)
        {
            text.Append(Enter);
            entered = true;
        }

        if (size != (width, height))
        {
            text.Append(Erase);
            shown = [];
            size = (width, height);
        }

        var count = Math.Min(Math.Max(lines.Count, shown.Count), height);
        for (var row = 0; row < count; row++)
        {
            var line = row < lines.Count ? lines[row] : "";
            if (row >= shown.Count || shown[row] != line)
            {
                text.Append("\u001b[").Append(row + 1).Append(";1H").Append(line).Append(EraseRest);
            }
        }

        shown = lines;
        if (text.Length > 0)
        {
            write(text.ToString());
        }
    }

    /// <summary>Gives the terminal back as it was.</summary>
    public void Dispose()
    {
        if (entered)
        {
            entered = false;
            write(Leave);
        }
    }
}
