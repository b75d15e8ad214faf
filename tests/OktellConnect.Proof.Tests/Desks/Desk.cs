namespace OktellConnect.Proof.Tests.Desks;

/// <summary>Somebody at a telephone, through whichever client: what he can do and what he sees.</summary>
internal abstract class Desk(string login, string number) : IAsyncDisposable
{
    public string Login => login;

    public string Number => number;

    /// <summary>Which client it is, for messages.</summary>
    public abstract string Client { get; }

    /// <summary>What the client threw that is none of its known bugs.</summary>
    public virtual IEnumerable<string> Failures => [];

    public abstract Task<DeskView> LookAsync();

    /// <summary>State of a number of the plan, as this client knows it.</summary>
    public abstract Task<int> StateOfAsync(string number);

    /// <summary>Oktell's id of the user with that number, as this client knows it.</summary>
    public abstract Task<string> UserIdOfAsync(string number);

    public abstract Task CallAsync(string number);

    public abstract Task AnswerAsync();

    /// <summary>Ends what there is; with a number, that party.</summary>
    public abstract Task EndAsync(string? number = null);

    /// <summary>Puts the current party on hold.</summary>
    public abstract Task HoldAsync();

    /// <summary>Back to the party on hold, or swaps the two.</summary>
    public abstract Task SwapAsync();

    public abstract Task TransferAsync(string number);

    /// <summary>Connects the current and the held party and leaves.</summary>
    public abstract Task JoinAsync();

    /// <summary>A new conference, or one of the present talk; invites.</summary>
    public abstract Task ConferenceAsync(params string[] numbers);

    public abstract Task RemoveAsync(string number);

    public abstract Task LeaveAsync();

    public abstract Task ListenAsync(string number);

    /// <summary>Numbers of those who wait in the queue for this person.</summary>
    public abstract Task<string> QueueAsync();

    public abstract Task RedirectToAsync(string number);

    /// <summary>ready, break, dnd or redirect.</summary>
    public abstract Task SetStateAsync(string state);

    public abstract Task SendEventAsync(string name, string text, params string[] recipients);

    /// <summary>Begins to collect events of that name.</summary>
    public abstract Task HearEventsAsync(string name);

    /// <summary>Texts of the events heard.</summary>
    public abstract IReadOnlyList<string> HeardEvents { get; }

    public abstract ValueTask DisposeAsync();
}
