using System.Security.Cryptography;
using System.Text;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Pbx;

/// <summary>Who and what has which number. Fixed after start.</summary>
internal sealed class NumberPlan
{
    private readonly Dictionary<string, Person> byLogin;
    private readonly Dictionary<string, Person> byId;
    private readonly Dictionary<string, Person> byNumber;
    private readonly Dictionary<string, CallQueue> queues;

    public NumberPlan(SimulatorSeed seed)
    {
        OutsideLine = seed.OutsideLine;
        OutsideLines = seed.OutsideLines.Count > 0
            ? [.. seed.OutsideLines.Select(line => new OutsideLine(line.Number, line.Channels))]
            : [new OutsideLine(seed.OutsideLine, SeedOutsideLine.UsualChannels)];
        BreakReasons = [.. seed.BreakReasons.Select(reason => new BreakReason(reason.Id, reason.Name))];
        Procedures = seed.Procedures;
        var departments = seed.Departments.ToDictionary(department => department.Name, department => new Department(department.Id, department.Name), StringComparer.Ordinal);
        People = [.. seed.Users.Select(user => ToPerson(user, departments))];
        byLogin = People.ToDictionary(person => person.Login, StringComparer.OrdinalIgnoreCase);
        byId = People.ToDictionary(person => person.Id, StringComparer.OrdinalIgnoreCase);
        byNumber = People.ToDictionary(person => person.Number, StringComparer.Ordinal);
        foreach (var user in seed.Users.Where(user => user.Boss is not null))
        {
            byLogin[user.Login].Boss = byLogin[user.Boss!];
        }

        Queues = [.. seed.Queues.Select(queue => new CallQueue
        {
            Id = queue.Id,
            Number = queue.Number,
            Name = queue.Name,
            Priority = queue.Priority,
            Members = [.. queue.Members.Select(member => byLogin[member])],
        })];
        queues = Queues.ToDictionary(queue => queue.Number, StringComparer.Ordinal);
    }

    /// <summary>Lines to the public network; calls out take the first one with a free channel.</summary>
    public IReadOnlyList<OutsideLine> OutsideLines { get; }

    /// <summary>The public number that the made-up history was dialled over.</summary>
    public string OutsideLine { get; }

    public IReadOnlyList<Person> People { get; }

    public IReadOnlyList<CallQueue> Queues { get; }

    public IReadOnlyList<BreakReason> BreakReasons { get; }

    public IReadOnlyList<string> Procedures { get; }

    public Person? FindByLogin(string? login) => login is null ? null : byLogin.GetValueOrDefault(login);

    public Person? FindById(string id) => byId.GetValueOrDefault(id);

    public Person? FindByNumber(string number) => byNumber.GetValueOrDefault(number);

    public CallQueue? FindQueue(string number) => queues.GetValueOrDefault(number);

    private static Person ToPerson(SeedUser user, Dictionary<string, Department> departments) => new()
    {
        Id = user.Id,
        Login = user.Login,
        Name = user.Name,
        PasswordExact = PasswordHash.ExactCase(user.Password),
        PasswordLower = PasswordHash.LowerCase(user.Password),
        Rights = new PersonRights(user.WebApi, user.SendsMessages, user.DesktopClient),
        NumberId = Derive("number", user.Id),
        Number = user.Number,
        Department = user.Department is { } department ? departments[department] : null,
        IsOperator = user.Operator,
        Line = new Line(Derive("line", user.Id), user.Number),
    };

    // Ids that a seed does not give stay the same from run to run.
    private static string Derive(string kind, string id) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{id}")).AsSpan(0, 16)).ToString("D");
}
