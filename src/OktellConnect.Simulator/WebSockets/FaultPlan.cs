namespace OktellConnect.Simulator.WebSockets;

/// <summary>What is to go wrong, as the control interface asked. A new one replaces all of the old.</summary>
internal sealed class FaultPlan
{
    public static readonly FaultPlan None = new();

    private int drop;
    private int garble;
    private int loginFailures;
    private int duplicate;
    private int losePart;
    private int repeatPart;
    private int eventBeforeLogin;

    /// <summary>How many replies get lost: the request is carried out, nobody hears of it.</summary>
    public int Drop { get => drop; init => drop = value; }

    /// <summary>The method whose replies get lost or come twice; null means any but ping.</summary>
    public string? Method { get; init; }

    /// <summary>How many messages leave as something that is not a frame.</summary>
    public int Garble { get => garble; init => garble = value; }

    /// <summary>How many replies are sent twice.</summary>
    public int Duplicate { get => duplicate; init => duplicate = value; }

    /// <summary>How many long replies stop halfway.</summary>
    public int LosePart { get => losePart; init => losePart = value; }

    /// <summary>How many long replies have their first piece twice.</summary>
    public int RepeatPart { get => repeatPart; init => repeatPart = value; }

    /// <summary>How many pings of connections without login are preceded by an event.</summary>
    public int EventBeforeLogin { get => eventBeforeLogin; init => eventBeforeLogin = value; }

    /// <summary>The shapes that messages have and should not.</summary>
    public WrongShape Wrong { get; init; }

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
    public bool TakeDrop(string method) => IsMeant(method) && Take(ref drop);

    public bool TakeDuplicate(string method) => IsMeant(method) && Take(ref duplicate);

    public bool TakeLosePart() => Take(ref losePart);

    public bool TakeRepeatPart() => Take(ref repeatPart);

    public bool TakeEventBeforeLogin() => Take(ref eventBeforeLogin);

    public bool TakeGarble() => Take(ref garble);

    public bool TakeLoginFailure() => Take(ref loginFailures);

    private bool IsMeant(string method) => Method is null ? method != "ping" : string.Equals(Method, method, StringComparison.OrdinalIgnoreCase);

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
