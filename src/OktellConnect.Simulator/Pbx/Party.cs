namespace OktellConnect.Simulator.Pbx;

/// <summary>Somebody or something that can be an end of a call.</summary>
internal abstract class Party(string number, string name)
{
    public string Number => number;

    public string Name => name;
}
