namespace OktellConnect.Simulator.Pbx;

/// <summary>Somebody or something that can be an end of a call.</summary>
internal abstract class Party(string number, string name)
{
    public string Number => number;

    public string Name => name;
}

/// <summary>One of our people.</summary>
internal sealed class PersonParty(Person person) : Party(person.Number, person.Name)
{
    public Person Person => person;
}

/// <summary>Somebody outside. Talks over one channel of an outside line for as long as he is in any call.</summary>
internal sealed class OutsideParty(string number) : Party(number, "")
{
    /// <summary>The line he is reached over; null until it is seized.</summary>
    public OutsideLine? Line { get; set; }
}

/// <summary>A queue, as long as none of its members has taken the call.</summary>
internal sealed class QueueParty(CallQueue queue) : Party(queue.Number, queue.Name)
{
    public CallQueue Queue => queue;
}
