using System.Collections.Concurrent;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>The plans in force: one for everybody, and those of single people, which take its place for them.</summary>
internal sealed class Faults
{
    private readonly ConcurrentDictionary<Person, FaultPlan> own = [];
    private volatile FaultPlan plan = FaultPlan.None;

    /// <summary>What happens to this person's connections; null is a connection of nobody yet.</summary>
    public FaultPlan PlanFor(Person? person) => person is not null && own.TryGetValue(person, out var mine) ? mine : plan;

    /// <summary>Puts a plan in force.</summary>
    /// <param name="person">Whose; null is everybody's, and ends those of single people.</param>
    /// <param name="wanted">The plan.</param>
    public void Set(Person? person, FaultPlan wanted)
    {
        if (person is not null)
        {
            own[person] = wanted;
            return;
        }

        own.Clear();
        plan = wanted;
    }
}
