using System.Globalization;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Seed;

/// <summary>What must hold in a seed for the PBX to make sense.</summary>
internal static class SeedRules
{
    public const string CallsProcedure = "oktellconnect_calls";
    public const string MessagesProcedure = "oktellconnect_messages";
    public const string PasswordProcedure = "changepassword";
    public const string SettingsProcedure = "oktellconnect_settings";
    public const string SetSettingProcedure = "oktellconnect_setsetting";

    private static readonly string[] Procedures = [CallsProcedure, MessagesProcedure, PasswordProcedure, SettingsProcedure, SetSettingProcedure];

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
        RefuseTwice(seed.BreakReasons.Select(reason => reason.Id.ToString(CultureInfo.InvariantCulture)), "break reason");

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

        foreach (var procedure in seed.Procedures.Where(procedure => !Procedures.Contains(procedure, StringComparer.Ordinal)))
        {
            Refuse($"procedure '{procedure}' is allowed but the simulator can carry out {string.Join(", ", Procedures)} only");
        }

        CheckScripts(seed, Refuse);
        CheckLimits(seed, Refuse);
        RefuseTwice(seed.Scripts.Select(script => script.Name), "script");

        void RefuseTwice(IEnumerable<string> values, string what)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var value in values.Where(value => !seen.Add(value)))
            {
                Refuse($"{what} '{value}' occurs twice");
            }
        }
    }

    private static void CheckScripts(SimulatorSeed seed, Action<string> refuse)
    {
        foreach (var script in seed.Scripts)
        {
            if (script.Name.Length == 0)
            {
                refuse("a script has no name");
            }

            if (script.ReturnValue2 is not ("" or "file") && (!int.TryParse(script.ReturnValue2, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 200 or > 599))
            {
                refuse($"returnValue2 of script '{script.Name}' is neither an HTTP status from 200 to 599 nor file");
            }

            foreach (var line in script.ReturnValue3.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !IsHeader(line)))
            {
                refuse($"returnValue3 of script '{script.Name}' has the line '{line}', which is no header");
            }

            if (script.Seconds is < 0 or > 3600 or double.NaN)
            {
                refuse($"script '{script.Name}' runs for less than 0 or more than 3600 seconds");
            }
        }
    }

    // A name of letters, digits and hyphens, a colon, and a value of printable characters.
    private static bool IsHeader(string line) => line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && line[..colon].All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
        && line[(colon + 1)..].All(character => character is >= ' ' and < (char)127);

    private static void CheckLimits(SimulatorSeed seed, Action<string> refuse)
    {
        if (seed.Licences < 1)
        {
            refuse("licences is less than 1: nobody could log in");
        }

        if (seed.StartUpSeconds is < 0 or > 3600 or double.NaN)
        {
            refuse("startUpSeconds is not from 0 to 3600");
        }

        if (seed.UploadLimit is < 1 or > 100 * 1024 * 1024)
        {
            refuse("uploadLimit is not from 1 byte to 100 MB");
        }

        if (seed.WebPhone is { Port: < 1 or > 65535 })
        {
            refuse("the port of webPhone is not from 1 to 65535");
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
