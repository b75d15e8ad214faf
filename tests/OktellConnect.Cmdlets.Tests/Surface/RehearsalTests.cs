using System.Collections;
using System.Management.Automation;

namespace OktellConnect.Cmdlets.Tests.Surface;

/// <summary>-WhatIf of every command that changes something on the server, against a simulator with a conversation under way: nothing that changes anything is sent.</summary>
public sealed class RehearsalTests(Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    // What a mandatory parameter is given where its name and type do not say it.
    private static readonly Dictionary<string, Hashtable> Arguments = new()
    {
        ["Invoke-OktellMethod"] = new() { ["Name"] = "pbxabortcall" },
        ["Set-OktellPhoto"] = new() { ["Path"] = "me.png" },
        ["Set-OktellSetting"] = new() { ["Name"] = "RedirectNumber", ["Value"] = "102" },
        ["Stop-OktellCall"] = new() { ["Number"] = "911000" },
    };

    public static TheoryData<string> ChangingCommands() => [.. typeof(AsyncCmdlet).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && typeof(ServerCmdlet).IsAssignableFrom(type))
        .Select(type => (CmdletAttribute?)Attribute.GetCustomAttribute(type, typeof(CmdletAttribute)))
        .Where(attribute => attribute is { SupportsShouldProcess: true })
        .Select(attribute => $"{attribute!.VerbName}-{attribute.NounName}")];

    [Theory]
    [MemberData(nameof(ChangingCommands))]
    public void A_rehearsed_command_sends_nothing_that_changes_anything(string name)
    {
        var command = rehearsal.Surface.Commands.Single(candidate => candidate.Name == name);
        var arguments = (Hashtable?)Arguments.GetValueOrDefault(name)?.Clone() ?? Invented(command);

        var (changing, errors) = rehearsal.Run(name, arguments, isRehearsed: true);

        Assert.Empty(changing);
        Assert.Empty(errors);
    }

    [Fact]
    public void The_same_command_in_earnest_is_seen_to_change_something()
    {
        var (changing, errors) = rehearsal.Run("Set-OktellUserState", new Hashtable { ["State"] = "DoNotDisturb" }, isRehearsed: false);

        Assert.Equal(["setuserstate"], changing);
        Assert.Empty(errors);
    }

    private static Hashtable Invented(CmdletInfo command)
    {
        var set = command.ParameterSets.FirstOrDefault(candidate => candidate.IsDefault) ?? command.ParameterSets[0];
        var arguments = new Hashtable();
        foreach (var parameter in set.Parameters.Where(parameter => parameter.IsMandatory))
        {
            var type = parameter.ParameterType.GetElementType() ?? Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            arguments[parameter.Name] = type.IsEnum ? Enum.GetValues(type).GetValue(0)
                : type == typeof(string) || type == typeof(object) ? "102"
                : throw new InvalidOperationException($"Say what {command.Name} is to be given for -{parameter.Name}.");
        }

        return arguments;
    }
}
