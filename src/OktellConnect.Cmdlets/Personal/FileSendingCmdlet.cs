using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Base of commands that send a file and tell how far it is.</summary>
public abstract class FileSendingCmdlet : ServerCmdlet
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Sends a file with a progress bar around it.</summary>
    private protected async Task<T> WithProgressAsync<T>(string path, Func<Action<long, long>, Task<T>> send)
    {
        var activity = $"Sending {Path.GetFileName(path)}";
        var sinceReport = Stopwatch.StartNew();
        try
        {
            return await send((sent, length) =>
            {
                if (sinceReport.Elapsed >= ProgressInterval)
                {
                    sinceReport.Restart();
                    Report(new ProgressRecord(0, activity, path)
                    {
                        PercentComplete = length > 0 ? (int)(sent * 100 / length) : 0,
                        CurrentOperation = $"{sent.ToString("N0", CultureInfo.CurrentCulture)} / {length.ToString("N0", CultureInfo.CurrentCulture)}",
                    });
                }
            }).ConfigureAwait(false);
        }
        finally
        {
            Report(new ProgressRecord(0, activity, path) { RecordType = ProgressRecordType.Completed });
        }
    }
}
