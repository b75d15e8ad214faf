namespace OktellConnect.Simulator.Pbx;

/// <summary>The one thing that is going to happen by itself, unless something else happens first.</summary>
internal sealed class Alarm
{
    public ITimer? Timer { get; set; }

    public void Stop()
    {
        Timer?.Dispose();
        Timer = null;
    }
}
