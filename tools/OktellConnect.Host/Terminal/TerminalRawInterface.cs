using System.Management.Automation.Host;

namespace OktellConnect.Host.Terminal;

/// <summary>The console's shape. Where output is redirected it is as wide as the widest of our views, so that no text is cut short.</summary>
internal sealed class TerminalRawInterface : PSHostRawUserInterface
{
    private const int RedirectedWidth = 120;
    private const int RedirectedHeight = 50;

    private static bool HasWindow => !Console.IsOutputRedirected && Console.WindowWidth > 0;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => HasWindow ? new Size(Console.BufferWidth, Console.BufferHeight) : new Size(RedirectedWidth, RedirectedHeight);
        set => throw Unsupported();
    }

    public override Size WindowSize
    {
        get => HasWindow ? new Size(Console.WindowWidth, Console.WindowHeight) : new Size(RedirectedWidth, RedirectedHeight);
        set => throw Unsupported();
    }

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Size MaxWindowSize => WindowSize;

    public override Coordinates CursorPosition
    {
        get => HasWindow ? new Coordinates(Console.CursorLeft, Console.CursorTop) : new Coordinates(0, 0);
        set => throw Unsupported();
    }

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw Unsupported();
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "OktellConnect";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, 0, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Unsupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    private static NotSupportedException Unsupported() => new("This host does not draw on the console's buffer.");
}
