using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Seed;

/// <summary>What must hold in a seed for the PBX to make sense.</summary>
internal static class SeedRules
{
    public const string CallsProcedure = "oktellconnect_calls";

    public static void Check(SimulatorSeed seed, string path)
    {
        void Refuse(string problem) => throw new SeedException($"Seed {path}: {problem}.");

        if (seed.Users.Count == 0)
        {
            Refuse("there are no users");
        }

        foreach (var id in seed.Users.Select(user => user.Id).Concat(seed.Departments.Select(department => department.Id)).Concat(seed.Queues.Select(queue => queue.Id)))
        {
            if (!Guid.TryParseExact(id, "D", out var parsed) || parsed.ToString("D") != id)
            {
                Refuse($"id '{id}' is not a GUID in lower case");
            }
        }

        RefuseTwice(seed.Users.Select(user => user.Id), "user id");
        RefuseTwice(seed.Users.Select(user => user.Login), "login");
        RefuseTwice(seed.Users.Select(user => user.Number).Concat(seed.Queues.Select(queue => queue.Number)), "number");
        RefuseTwice(seed.OutsideLines.Select(line => line.Number), "outside line");
        if (seed.OutsideLines.Count > 0 && seed.OutsideLines.All(line => line.Number != seed.OutsideLine))
        {
            Refuse($"outsideLine '{seed.OutsideLine}' is not among outsideLines");
        }

        foreach (var line in seed.OutsideLines.Where(line => line.Channels < 1))
        {
            Refuse($"outside line '{line.Number}' has no channels");
        }

        RefuseTwice(seed.Departments.Select(department => department.Name), "department");
        RefuseTwice(seed.BreakReasons.Select(reason => reason.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), "break reason");

        foreach (var number in seed.Users.Select(user => user.Number).Concat(seed.Queues.Select(queue => queue.Number)))
        {
            if (number.Length is < 2 or > 5 || !number.All(char.IsAsciiDigit))
            {
                Refuse($"number '{number}' is not two to five digits");
            }
        }

        var logins = seed.Users.ToDictionary(user => user.Login, StringComparer.OrdinalIgnoreCase);
        var departments = seed.Departments.Select(department => department.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var user in seed.Users)
        {
            if (user.Department is { } department && !departments.Contains(department))
            {
                Refuse($"user '{user.Login}' is in the unknown department '{department}'");
            }

            CheckPassword(user, Refuse);
            CheckSuperiors(user, logins, Refuse);
        }

        foreach (var queue in seed.Queues)
        {
            foreach (var member in queue.Members.Where(member => !logins.ContainsKey(member)))
            {
                Refuse($"queue {queue.Number} has the unknown member '{member}'");
            }
        }

        foreach (var procedure in seed.Procedures.Where(procedure => procedure != CallsProcedure))
        {
            Refuse($"procedure '{procedure}' is allowed but the simulator can carry out {CallsProcedure} only");
        }

        void RefuseTwice(IEnumerable<string> values, string what)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var value in values.Where(value => !seen.Add(value)))
            {
                Refuse($"{what} '{value}' occurs twice");
            }
        }
    }

    private static void CheckPassword(SeedUser user, Action<string> refuse)
    {
        try
        {
            PasswordHash.ExactCase(user.Password);
        }
        catch (NotSupportedException)
        {
            refuse($"the password of user '{user.Login}' has characters that no client can send");
        }
    }

    private static void CheckSuperiors(SeedUser user, Dictionary<string, SeedUser> logins, Action<string> refuse)
    {
        var passed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var current = user; current.Boss is { } boss; current = logins[boss])
        {
            if (!logins.ContainsKey(boss))
            {
                refuse($"user '{current.Login}' has the unknown superior '{boss}'");
            }

            if (!passed.Add(current.Login))
            {
                refuse($"user '{user.Login}' is his own superior");
            }
        }
    }
}
