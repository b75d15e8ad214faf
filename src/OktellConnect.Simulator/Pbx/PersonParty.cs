namespace OktellConnect.Simulator.Pbx;

/// <summary>One of our people.</summary>
internal sealed class PersonParty(Person person) : Party(person.Number, person.Name)
{
    public Person Person => person;
}
