namespace OktellConnect.Simulator;

/// <summary>Lines for people who watch. Nothing secret is ever passed in: no password, hash, session id or temporary password.</summary>
internal sealed class SimulatorLog(TextWriter? writer, TimeProvider time)
{
    private readonly Lock gate = new();

    public void Write(string line)
    {
        if (writer is null)
        {
            return;
        }

        lock (gate)
        {
            writer.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss.fff} {line}"));
            writer.Flush();
        }
    }
}
