using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OktellConnect.Architecture.Tests;

/// <summary>Who may know whom. The arrows of docs/architecture.md; a use against one fails here with both names.</summary>
public sealed class ArrowTests
{
    // Only what text, numbers and JSON need. No files, no sockets, no clocks, no threads.
    private static readonly string[] AllowedToProtocol =
    [
        "System.Buffers.", "System.Collections.", "System.Diagnostics.CodeAnalysis.", "System.Globalization.", "System.Linq.", "System.Runtime.",
        "System.Security.Cryptography.", "System.Text.", "System.IO.MemoryStream", "System.Reflection.MemberInfo",
    ];

    // The catalogue is a file inside the assembly itself.
    private static readonly string[] OwnResource = ["System.IO.Stream", "System.Reflection.Assembly"];

    // DateTime and DateTimeOffset are values there; their clocks are banned everywhere by an analyzer.
    private static readonly string[] ForbiddenToProtocol =
    [
        "System.TimeProvider", "System.Environment", "System.Console", "System.Random",
    ];

    public static TheoryData<string, string> Forbidden => new()
    {
        { "Client", "Telephony" },
        { "Client", "Statistics" },
        { "Client", "Infobase" },
        { "Client", "Numbering" },
        { "Client", "Files" },
        { "Client", "Coordination" },
        { "Client", "Messaging" },
        { "Client", "Personal" },
        { "Client", "Events" },
        { "Events", "Telephony" },
        { "Events", "Messaging" },
        { "Events", "Statistics" },
        { "Events", "Infobase" },
        { "Events", "Coordination" },
        { "Events", "Personal" },
        { "Journal", "Client" },
        { "Journal", "Telephony" },
        { "Journal", "Statistics" },
        { "Journal", "Infobase" },
        { "Journal", "Numbering" },
        { "Journal", "Coordination" },
        { "Journal", "Events" },
        { "Journal", "Messaging" },
        { "Journal", "Personal" },
        { "Statistics", "Telephony" },
        { "Statistics", "Events" },
        { "Statistics", "Messaging" },
        { "Statistics", "Personal" },
        { "Infobase", "Messaging" },
        { "Infobase", "Personal" },
        { "Numbering", "Messaging" },
        { "Numbering", "Personal" },
        { "Files", "Messaging" },
        { "Files", "Personal" },
        { "Telephony", "Statistics" },
        { "Files", "Journal" },
        { "Infobase", "Journal" },
        { "Telephony", "Infobase" },
        { "Telephony", "Messaging" },
        { "Telephony", "Personal" },
        { "Messaging", "Infobase" },
        { "Messaging", "Statistics" },
        { "Messaging", "Coordination" },
        { "Messaging", "Personal" },
        { "Personal", "Infobase" },
        { "Personal", "Statistics" },
        { "Personal", "Messaging" },
        { "Personal", "Coordination" },
        { "Telephony", "Coordination" },
        { "Statistics", "Infobase" },
        { "Statistics", "Coordination" },
        { "Infobase", "Client" },
        { "Infobase", "Telephony" },
        { "Infobase", "Events" },
        { "Infobase", "Statistics" },
        { "Infobase", "Protocol" },
        { "Infobase", "Coordination" },
        { "Numbering", "Client" },
        { "Numbering", "Telephony" },
        { "Numbering", "Events" },
        { "Numbering", "Statistics" },
        { "Numbering", "Protocol" },
        { "Numbering", "Coordination" },
        { "Files", "Client" },
        { "Files", "Telephony" },
        { "Files", "Events" },
        { "Files", "Statistics" },
        { "Files", "Protocol" },
        { "Files", "Coordination" },
    };

    [Fact]
    public void The_rooms_are_there()
    {
        // A rule about a room that was renamed would hold for ever.
        string[] rooms = ["Protocol", "Journal", "Client", "Events", "Telephony", "Messaging", "Personal", "Statistics", "Infobase", "Numbering", "Files", "Coordination"];

        Assert.All(rooms, room => Assert.Contains(Rooms.Uses, use => Rooms.IsIn(use.User, room)));
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_room_does_not_know_another(string room, string other) =>
        Assert.DoesNotContain(Rooms.Uses, use => use.Assembly == "OktellConnect.Engine" && Rooms.IsIn(use.User, room) && Rooms.IsIn(use.Used, other));

    [Fact]
    public void Protocol_knows_nothing_but_JSON_and_plain_values() =>
        Assert.DoesNotContain(Rooms.Uses, use => use.Assembly == "OktellConnect.Engine" && Rooms.IsIn(use.User, "Protocol") && !IsAllowedToProtocol(use.Used));

    [Fact]
    public void The_simulator_knows_nothing_of_the_engine_but_Protocol() =>
        Assert.DoesNotContain(Rooms.Uses, use => use.Assembly == "OktellConnect.Simulator" && use.UsedAssembly == "OktellConnect.Engine" && !Rooms.IsIn(use.Used, "Protocol"));

    [Fact]
    public void Commands_meet_the_embedded_infobase_in_Composition_only()
    {
        var uses = Rooms.Uses.Where(use => use.Assembly == "OktellConnect.Cmdlets" && use.UsedAssembly == "OktellConnect.Infobase.Sqlite").ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, use => Assert.StartsWith("OktellConnect.Cmdlets.Composition", use.User));
    }

    [Fact]
    public void The_engine_refers_to_no_PowerShell_no_SQLite_and_no_other_face()
    {
        string[] forbidden = ["System.Management.Automation", "Microsoft.Data.Sqlite", "SQLitePCLRaw", "OktellConnect."];

        foreach (var engine in new[] { typeof(OktellException).Assembly.Location, Rooms.Metadata("PortableEngine") })
        {
            var references = References(engine);
            Assert.NotEmpty(references);
            Assert.DoesNotContain(references, reference => forbidden.Any(start => reference.StartsWith(start, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Commands_refer_to_PowerShell_the_engine_and_nothing_that_differs_between_its_builds()
    {
        string[] allowed = ["netstandard", "System.Management.Automation", "OktellConnect.Engine", "OktellConnect.Infobase.Sqlite", "OktellConnect.LoadContext"];

        Assert.All(References(Rooms.Metadata("Cmdlets")), reference => Assert.Contains(reference, allowed));
    }

    private static bool IsAllowedToProtocol(string type) =>
        type.StartsWith("OktellConnect.Protocol.", StringComparison.Ordinal)
        || OwnResource.Contains(type)
        || AllowedToProtocol.Any(start => type.StartsWith(start, StringComparison.Ordinal))
        || (type.StartsWith("System.", StringComparison.Ordinal) && type.IndexOf('.', "System.".Length) < 0 && !ForbiddenToProtocol.Contains(type))
        || type.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
        || type.StartsWith("<", StringComparison.Ordinal);

    private static IReadOnlyList<string> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
