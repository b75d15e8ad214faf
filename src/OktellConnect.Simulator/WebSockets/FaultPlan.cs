using System.Collections.Concurrent;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>What is to go wrong, as the control interface asked. One plan at a time; a new one replaces all of the old.</summary>
internal sealed class FaultPlan
{
    public static readonly FaultPlan None = new();

    private int drop;
    private int garble;
    private int loginFailures;

    /// <summary>How many replies get lost: the request is carried out, nobody hears of it.</summary>
    public int Drop { get => drop; init => drop = value; }

    /// <summary>The method whose replies get lost; null means any but ping.</summary>
    public string? Method { get; init; }

    /// <summary>How many messages leave as something that is not a frame.</summary>
    public int Garble { get => garble; init => garble = value; }

    /// <summary>How much later every message leaves.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Connections stay open; nothing is read or sent.</summary>
    public bool Silence { get; init; }

    /// <summary>After how many more messages each connection breaks off without a farewell; 0 at once.</summary>
    public int? CloseAfter { get; init; }

    /// <summary>How many logins fail with <see cref="LoginError"/> and <see cref="LoginMessage"/>.</summary>
    public int LoginFailures { get => loginFailures; init => loginFailures = value; }

    public int? LoginError { get; init; }

    public string? LoginMessage { get; init; }

    /// <summary>Takes one of the replies to lose, if this is one.</summary>
    public bool TakeDrop(string method) =>
        (Method is null ? method != "ping" : string.Equals(Method, method, StringComparison.OrdinalIgnoreCase)) && Take(ref drop);

    public bool TakeGarble() => Take(ref garble);

    public bool TakeLoginFailure() => Take(ref loginFailures);

    private static bool Take(ref int left)
    {
        for (var seen = Volatile.Read(ref left); seen > 0; seen = Volatile.Read(ref left))
        {
            if (Interlocked.CompareExchange(ref left, seen - 1, seen) == seen)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The plan in force.</summary>
internal sealed class Faults
{
    private readonly ConcurrentDictionary<Person, FaultPlan> own = [];
    private volatile FaultPlan plan = FaultPlan.None;

    /// <summary>What happens to everybody.</summary>
    public FaultPlan Plan { get => plan; set => plan = value; }

    /// <summary>What happens to this person's connections; null is a connection of nobody yet.</summary>
    public FaultPlan PlanFor(Person? person) => person is not null && own.TryGetValue(person, out var mine) ? mine : plan;

    /// <summary>Gives one person a plan of its own.</summary>
    public void Set(Person person, FaultPlan mine) => own[person] = mine;

    /// <summary>Ends everything.</summary>
    public void Clear()
    {
        own.Clear();
        plan = FaultPlan.None;
    }
}
