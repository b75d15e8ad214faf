namespace OktellConnect.Simulator.Pbx;

/// <summary>Somebody with a login, a number and a desk phone. Read and changed under the exchange's lock only.</summary>
internal sealed class Person
{
    public required string Id { get; init; }

    public required string Login { get; init; }

    public required string Name { get; init; }

    /// <summary>The hashes a client may send; the password itself is not kept. The lower-case one is not known of a password changed by its hash.</summary>
    public required string PasswordExact { get; set; }

    public required string? PasswordLower { get; set; }

    public required PersonRights Rights { get; init; }

    public required string NumberId { get; init; }

    public required string Number { get; init; }

    public required Department? Department { get; init; }

    public required bool IsOperator { get; init; }

    public required Line Line { get; init; }

    public Person? Boss { get; set; }

    /// <summary>The photo the person uploaded, or null.</summary>
    public PersonPhoto? Photo { get; set; }

    /// <summary>Connections logged in as this person.</summary>
    public int Clients { get; set; }

    /// <summary>What the person has chosen; what others see is <see cref="StateId"/>.</summary>
    public UserState Chosen { get; } = new();

    public List<RedirectRule> RedirectRules { get; } = [];

    /// <summary>The state the server reports: a call makes busy, and without any client a person is not there (his phone still is).</summary>
    public int StateId => Line.IsBusy ? UserStateIds.Busy
        : Clients == 0 ? UserStateIds.Disconnected
        : !Line.IsConnected ? UserStateIds.NoPhone
        : Chosen.StateId;

    /// <summary>Whether the other is my subordinate, directly or further down.</summary>
    public bool IsAbove(Person other)
    {
        for (var boss = other.Boss; boss is not null; boss = boss.Boss)
        {
            if (ReferenceEquals(boss, this))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What a person may do beyond telephoning.</summary>
/// <param name="WebApi">May run methods of the HTTP interface.</param>
/// <param name="SendsMessages">May send text messages.</param>
/// <param name="UsesDesktopClient">Works through the desktop client, which shuts every other login out.</param>
internal sealed record PersonRights(bool WebApi, bool SendsMessages, bool UsesDesktopClient);
