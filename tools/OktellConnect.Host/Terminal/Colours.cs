namespace OktellConnect.Host.Terminal;

/// <summary>Colours where there is a terminal to show them.</summary>
internal static class Colours
{
    public static void Run(bool redirected, ConsoleColor foreground, ConsoleColor? background, Action write)
    {
        if (redirected)
        {
            write();
            return;
        }

        Console.ForegroundColor = foreground;
        if (background is { } colour)
        {
            Console.BackgroundColor = colour;
        }

        try
        {
            write();
        }
        finally
        {
            Console.ResetColor();
        }
    }
}
