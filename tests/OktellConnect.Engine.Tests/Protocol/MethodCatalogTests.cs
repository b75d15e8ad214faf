using OktellConnect.Protocol;

namespace OktellConnect.Engine.Tests.Protocol;

public class MethodCatalogTests
{
    [Theory]
    [InlineData("pbxautocallstart")]
    [InlineData("pbxabortcall")]
    [InlineData("createnewconference")]
    [InlineData("execpredefineddbstoredproc")]
    [InlineData("a_method_nobody_knows")]
    public void What_reaches_a_person_or_is_not_known_is_never_repeated(string method) =>
        Assert.Equal(RepeatCategory.Never, MethodCatalog.CategoryOf(method));

    [Fact]
    public void The_file_gives_fields_types_and_conditions()
    {
        var start = MethodCatalog.Find("pbxautocallstart")!;
        var line = MethodCatalog.Find("getextendedlineinfo")!;
        Assert.Equal(["number", "sequence", "intercom"], start.Fields.Select(field => field.Name));
        Assert.Equal("for an intercom call", start.Fields[2].When);
        var held = line.Reply.Single(field => field.Name == "flashed");
        Assert.Contains(held.Fields, field => field is { Name: "isextline", Kind: FieldKind.Flag });
        Assert.True(MethodCatalog.Find("getpbxnumbers")!.Reply.Single().IsList);
        Assert.True(MethodCatalog.Find("login")!.HasSecrets);
        Assert.False(start.HasSecrets);
    }

    [Fact]
    public void Members_of_groups_are_known_pushes() =>
        Assert.All(MethodCatalog.Groups.Values.SelectMany(members => members), name => Assert.Equal(MessageDirection.FromServer, MethodCatalog.Find(name)!.Direction));

    [Fact]
    public void Every_getter_only_reads()
    {
        var getters = MethodCatalog.All.Where(method => method.Direction == MessageDirection.ToServer && (method.Name.StartsWith("get", StringComparison.Ordinal) || method.Name.StartsWith("cc_get", StringComparison.Ordinal)));
        Assert.All(getters, method => Assert.Equal(RepeatCategory.Read, method.Category));
    }

    [Fact]
    public void Every_message_names_a_section_of_the_protocol_page()
    {
        var page = File.ReadAllLines(Repository.File("docs/protocol.md"));
        Assert.All(MethodCatalog.All.Select(method => method.Section).Distinct(), section => Assert.Contains($"## {section}", page));
    }

    [Fact]
    public void Every_message_is_on_the_protocol_page()
    {
        var page = File.ReadAllText(Repository.File("docs/protocol.md"));
        Assert.All(MethodCatalog.All, method => Assert.Contains($"`{method.Name}`", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("phoneevent", "phoneevent_ringstarted", true)]
    [InlineData("phoneevent_ringstarted", "phoneevent_ringstarted", true)]
    [InlineData("chat", "chatmessage", true)]
    [InlineData("chat", "customevent", false)]
    [InlineData("phoneevent", "userstatechanged", false)]
    public void A_group_delivers_its_members(string subscribed, string pushed, bool delivered) =>
        Assert.Equal(delivered, EventGroups.Covers(subscribed, pushed));
}
