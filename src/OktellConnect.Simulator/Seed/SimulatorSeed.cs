namespace OktellConnect.Simulator.Seed;

/// <summary>What the simulated PBX holds at start: people, number plan, queues, break reasons. Read from JSON; docs/simulator.md describes the file.</summary>
public sealed record SimulatorSeed
{
    /// <summary>The public number that callers from outside dial, in E.164 form.</summary>
    public required string OutsideLine { get; init; }

    /// <summary>Lines to the public network. Without any there is one with the number <see cref="OutsideLine"/>.</summary>
    public IReadOnlyList<SeedOutsideLine> OutsideLines { get; init; } = [];

    /// <summary>Departments.</summary>
    public IReadOnlyList<SeedDepartment> Departments { get; init; } = [];

    /// <summary>Reasons for a break, as <c>cc_getlunchtypes</c> lists them.</summary>
    public IReadOnlyList<SeedBreakReason> BreakReasons { get; init; } = [];

    /// <summary>Stored procedures that clients may run: those that <see cref="SeedRules"/> knows.</summary>
    public IReadOnlyList<string> Procedures { get; init; } = [];

    /// <summary>Queue numbers: a call to one is given to a free member.</summary>
    public IReadOnlyList<SeedQueue> Queues { get; init; } = [];

    /// <summary>People. Each has one number and a registered desk phone.</summary>
    public IReadOnlyList<SeedUser> Users { get; init; } = [];

    /// <summary>Service scenarios that <c>execsvcscript</c> can run.</summary>
    public IReadOnlyList<SeedScript> Scripts { get; init; } = [];

    /// <summary>How many different people may be logged in at once; null means any number. One more is refused with error 50025.</summary>
    public int? Licences { get; init; }

    /// <summary>For how many seconds after the start every login is refused with "Service not available".</summary>
    public double StartUpSeconds { get; init; }

    /// <summary>The longest file that can be uploaded, in bytes.</summary>
    public int UploadLimit { get; init; } = 10 * 1024 * 1024;

    /// <summary>What logins with <c>usewebrtc</c> are told about the web phone; null tells nothing.</summary>
    public SeedWebPhone? WebPhone { get; init; }

    /// <summary>Outside numbers (E.164) that the made-up call history uses most.</summary>
    public IReadOnlyList<string> Customers { get; init; } = [];
}

/// <summary>A department.</summary>
/// <param name="Id">GUID, lower case.</param>
/// <param name="Name">Name, as people and queues refer to it.</param>
public sealed record SeedDepartment(string Id, string Name);

/// <summary>A reason for a break.</summary>
/// <param name="Id">Number that <c>setuserstate</c> sends.</param>
/// <param name="Name">Name.</param>
public sealed record SeedBreakReason(int Id, string Name);

/// <summary>A queue number.</summary>
/// <param name="Id">GUID of the number, lower case.</param>
/// <param name="Number">Two to five digits.</param>
/// <param name="Name">Caption in the number plan.</param>
/// <param name="Members">Logins of those who take its calls, in the order they are tried.</param>
/// <param name="Priority">Calls of a queue with a higher one are handed out first.</param>
public sealed record SeedQueue(string Id, string Number, string Name, IReadOnlyList<string> Members, int Priority = 0);

/// <summary>A line to the public network.</summary>
/// <param name="Number">Public number, E.164.</param>
/// <param name="Channels">How many calls it carries at a time.</param>
public sealed record SeedOutsideLine(string Number, int Channels = SeedOutsideLine.UsualChannels)
{
    internal const int UsualChannels = 30;
}

/// <summary>The SIP side of the web phone. The simulator has none: the address serves tests that bring their own.</summary>
/// <param name="Port">Port of SIP over WebSocket.</param>
/// <param name="Secure">Whether it is wss.</param>
public sealed record SeedWebPhone(int Port, bool Secure = false);

/// <summary>A person.</summary>
public sealed record SeedUser
{
    /// <summary>GUID, lower case.</summary>
    public required string Id { get; init; }

    /// <summary>Login; compared without regard to case.</summary>
    public required string Login { get; init; }

    /// <summary>Password in clear text: a seed is test data and must never hold a real one.</summary>
    public required string Password { get; init; }

    /// <summary>Full name.</summary>
    public required string Name { get; init; }

    /// <summary>Number in the number plan, two to five digits.</summary>
    public required string Number { get; init; }

    /// <summary>Name of the department, or null.</summary>
    public string? Department { get; init; }

    /// <summary>Login of the superior, who may listen in, or null.</summary>
    public string? Boss { get; init; }

    /// <summary>Whether the person is a call-centre operator.</summary>
    public bool Operator { get; init; }

    /// <summary>Whether the person may run methods of the HTTP interface.</summary>
    public bool WebApi { get; init; }

    /// <summary>Whether the person may send text messages.</summary>
    public bool SendsMessages { get; init; } = true;

    /// <summary>Whether the person works through the desktop client: logins are refused with error 50093.</summary>
    public bool DesktopClient { get; init; }

    /// <summary>Not the generated text: it would hold the password.</summary>
    public override string ToString() => $"{Login} ({Number})";
}
