using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.Tests;

/// <summary>Hears all that the exchange tells and objects to what contradicts itself.</summary>
internal sealed class Witness(NumberPlan plan) : IExchangeEvents
{
    private readonly Dictionary<Person, int> userStates = plan.People.ToDictionary(person => person, person => person.StateId);
    private readonly Dictionary<Person, int> numberStates = plan.People.ToDictionary(person => person, person => person.StateId);

    public HashSet<(Person Person, string Id)> Talking { get; } = [];

    public HashSet<Person> Ringing { get; } = [];

    public HashSet<Person> Placing { get; } = [];

    /// <summary>Ids of talks that were told to have ended, but for a supervisor's.</summary>
    public HashSet<string> Ended { get; } = [];

    public int UserStateOf(Person person) => userStates[person];

    public int NumberStateOf(Person person) => numberStates[person];

    public void Phone(Person person, PhoneEvent what, Leg leg, string? commutationId)
    {
        switch (what)
        {
            case PhoneEvent.RingStarted:
                Assert.True(Ringing.Add(person), "rings twice");
                break;
            case PhoneEvent.RingStopped:
                Assert.True(Ringing.Remove(person), "stops ringing without having rung");
                break;
            case PhoneEvent.AutocallStarted:
                Assert.True(Placing.Add(person), "places two calls");
                break;
            case PhoneEvent.AutocallStopped:
                Assert.True(Placing.Remove(person), "stops placing a call that was not being placed");
                break;
            case PhoneEvent.CommutationStarted:
                // May come again for the same talk: it has become a conference or is one no longer.
                Talking.Add((person, commutationId!));
                break;
            case PhoneEvent.CommutationStopped:
                Assert.True(Talking.Remove((person, commutationId!)), "stops a talk that had not begun");
                if (leg.Bridge is not GhostConference)
                {
                    Ended.Add(commutationId!);
                }

                break;
        }
    }

    public void Flash(Person person, FlashType what, Leg leg) => Assert.Same(person, leg.Person);

    public void Composition(Person person, string conferenceId)
    {
    }

    public void CompetitorState(Person person, string conferenceId, string competitorId)
    {
    }

    public void UserState(Person person) => userStates[person] = person.StateId;

    public void NumberState(Person person) => numberStates[person] = person.StateId;
}
