using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;

namespace OktellConnect.Cmdlets;

/// <summary>What a host's window can do, asked carefully: hosts answer what they cannot do with exceptions of every kind.</summary>
internal sealed class HostTerminal(PSHost host)
{
    // Keys by the numbers that every host uses.
    private const int Escape = 27;
    private const int Space = 32;
    private const int PageUp = 33;
    private const int PageDown = 34;
    private const int Home = 36;
    private const int Up = 38;
    private const int Down = 40;
    private const int Q = 81;

    private bool hasKeys = true;

    /// <summary>Whether lines can be changed in place: a terminal with a size that knows escape sequences, and nobody who writes it all down.</summary>
    public bool IsInteractive => host.UI is { SupportsVirtualTerminal: true } && !IsRedirected && !IsTranscribed && Size is { Width: > 0, Height: > 0 };

    /// <summary>The window's size; nothing where the host does not tell.</summary>
    public Size Size
    {
        get
        {
            try
            {
                return host.UI.RawUI.WindowSize;
            }
            catch (Exception reason) when (IsRefusal(reason))
            {
                return default;
            }
        }
    }

    /// <summary>Writes past the pipeline, escape sequences included.</summary>
    public void Write(string text) => host.UI.Write(text);

    /// <summary>How many columns a text takes.</summary>
    public int Cells(string text)
    {
        try
        {
            return host.UI.RawUI.LengthInBufferCells(text);
        }
        catch (Exception reason) when (IsRefusal(reason))
        {
            return text.Length;
        }
    }

    /// <summary>What the user asked for by the keyboard since the last time.</summary>
    public ScreenWish ReadWish()
    {
        try
        {
            while (hasKeys && host.UI.RawUI.KeyAvailable)
            {
                var wish = host.UI.RawUI.ReadKey(ReadKeyOptions.NoEcho | ReadKeyOptions.IncludeKeyDown).VirtualKeyCode switch
                {
                    PageDown or Space or Down => ScreenWish.Next,
                    PageUp or Up => ScreenWish.Previous,
                    Home => ScreenWish.First,
                    Q or Escape => ScreenWish.End,
                    _ => ScreenWish.None,
                };
                if (wish != ScreenWish.None)
                {
                    return wish;
                }
            }
        }
        catch (Exception reason) when (IsRefusal(reason))
        {
            // Input is redirected, or the host has no keyboard: then there are no wishes.
            hasKeys = false;
        }

        return ScreenWish.None;
    }

    private static bool IsRedirected
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected;
            }
            catch (Exception reason) when (IsRefusal(reason))
            {
                return false;
            }
        }
    }

    // Not public, but nothing public tells it, and a transcript full of escape sequences is of no use. Where it is missing, nobody is taken to transcribe.
    private bool IsTranscribed => host.UI.GetType().GetProperty("IsTranscribing", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(host.UI) is true;

    // HostException and what the runtime has for "not here" are all of this kind; being stopped is no answer of the host.
    private static bool IsRefusal(Exception reason) => reason is SystemException and not PipelineStoppedException;
}
