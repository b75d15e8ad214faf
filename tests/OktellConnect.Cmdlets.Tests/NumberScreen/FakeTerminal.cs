using System.Globalization;
using System.Text.RegularExpressions;

namespace OktellConnect.Cmdlets.Tests.NumberScreen;

/// <summary>A terminal that knows the few escape sequences the screen uses, and nothing else: any other is a failure.</summary>
internal sealed partial class FakeTerminal(int width, int height)
{
    private readonly List<string> written = [];
    private char[][] cells = Empty(width, height);
    private int row;
    private int column;

    public int Width { get; private set; } = width;

    public int Height { get; private set; } = height;

    public bool IsSecondBuffer { get; private set; }

    public bool IsCursorHidden { get; private set; }

    /// <summary>What was written, piece by piece.</summary>
    public IReadOnlyList<string> Written => written;

    public IReadOnlyList<string> Lines => [.. cells.Select(line => new string(line).TrimEnd())];

    public void Resize(int newWidth, int newHeight)
    {
        (Width, Height) = (newWidth, newHeight);
        cells = Empty(newWidth, newHeight);
    }

    public void Write(string text)
    {
        written.Add(text);
        var at = 0;
        while (at < text.Length)
        {
            var sequence = Sequence().Match(text, at);
            if (sequence.Success && sequence.Index == at)
            {
                Obey(sequence.Groups["parameters"].Value, sequence.Groups["command"].Value);
                at += sequence.Length;
                continue;
            }

            Assert.False(char.IsControl(text[at]), $"a control character {(int)text[at]} reached the terminal");
            Assert.True(column < Width, $"line {row + 1} runs over the window's edge");
            cells[row][column++] = text[at++];
        }
    }

    private static char[][] Empty(int width, int height) => [.. Enumerable.Range(0, height).Select(_ => new string(' ', width).ToCharArray())];

    private void Obey(string parameters, string command)
    {
        switch (command + parameters)
        {
            case "h?1049":
                IsSecondBuffer = true;
                break;
            case "l?1049":
                IsSecondBuffer = false;
                break;
            case "l?25":
                IsCursorHidden = true;
                break;
            case "h?25":
                IsCursorHidden = false;
                break;
            case "J2":
                cells = Empty(Width, Height);
                break;
            case "K":
                Array.Fill(cells[row], ' ', column, Width - column);
                break;
            case var move when move[0] == 'H':
                var to = parameters.Split(';').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
                Assert.InRange(to[0], 1, Height);
                (row, column) = (to[0] - 1, to[1] - 1);
                break;
            case var colour when colour[0] == 'm':
                break;
            default:
                Assert.Fail($"the terminal does not know {command} with {parameters}");
                break;
        }
    }

    [GeneratedRegex(@"\u001b\[(?<parameters>[?0-9;]*)(?<command>[A-Za-z])")]
    private static partial Regex Sequence();
}
