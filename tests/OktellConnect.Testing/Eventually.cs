using System.Diagnostics;

namespace OktellConnect.Testing;

/// <summary>Waits for named conditions instead of for time.</summary>
public static class Eventually
{
    public static Task Until(string condition, Func<bool> isMet, TimeSpan? deadline = null) =>
        Until(condition, () => Task.FromResult(isMet()), deadline);

    public static async Task Until(string condition, Func<Task<bool>> isMet, TimeSpan? deadline = null)
    {
        var limit = deadline ?? TimeSpan.FromSeconds(20);
        var watch = Stopwatch.StartNew();
        while (!await isMet())
        {
            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"Not so within {limit}: {condition}");
            }

            await Task.Delay(5);
        }
    }
}
