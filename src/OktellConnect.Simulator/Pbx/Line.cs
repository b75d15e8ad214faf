namespace OktellConnect.Simulator.Pbx;

/// <summary>A person's phone line: one leg at most that the phone is busy with, and one at most on hold. Changed by the exchange only.</summary>
internal sealed class Line(string id, string number)
{
    public string Id => id;

    public string Number => number;

    /// <summary>Whether there is a phone on it at all.</summary>
    public bool IsConnected { get; set; } = true;

    /// <summary>What the phone is doing; null with nobody on hold is an idle line, with somebody the dial tone.</summary>
    public Leg? Current { get; set; }

    /// <summary>The call or conference on hold.</summary>
    public Leg? Held { get; set; }

    public bool IsBusy => Current is not null || Held is not null;

    /// <summary>The handset is up and nothing is being done with it.</summary>
    public bool HasDialTone => Current is null && Held is not null;
}
