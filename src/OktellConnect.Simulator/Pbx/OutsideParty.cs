namespace OktellConnect.Simulator.Pbx;

/// <summary>Somebody outside. Talks over one channel of an outside line for as long as he is in any call.</summary>
internal sealed class OutsideParty(string number) : Party(number, "")
{
    /// <summary>The line he is reached over; null until it is seized.</summary>
    public OutsideLine? Line { get; set; }
}
