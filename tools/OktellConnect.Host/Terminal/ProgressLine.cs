using System.Management.Automation;

namespace OktellConnect.Host.Terminal;

/// <summary>Progress as one line of standard error, on a terminal only. Not thread-safe.</summary>
internal sealed class ProgressLine
{
    private int width;

    public void Show(long sourceId, ProgressRecord record)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            return;
        }

        Clear();
        if (record.RecordType == ProgressRecordType.Completed)
        {
            return;
        }

        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        var left = record.SecondsRemaining >= 0 ? $" {TimeSpan.FromSeconds(record.SecondsRemaining):mm\\:ss}" : "";
        var text = $"{record.Activity}: {record.StatusDescription}{percent}{left} {record.CurrentOperation}".TrimEnd();
        text = text[..Math.Min(text.Length, Math.Max(Console.BufferWidth - 1, 0))];
        Console.Error.Write(text);
        width = text.Length;
    }

    public void Clear()
    {
        if (width > 0)
        {
            Console.Error.Write('\r' + new string(' ', width) + '\r');
            width = 0;
        }
    }
}
