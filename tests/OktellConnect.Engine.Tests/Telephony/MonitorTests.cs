using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class MonitorTests
{
    [Theory]
    [InlineData("102")]
    [InlineData("AA")]
    public async Task Listening_attaches_to_the_user_of_the_number_or_id(string identity)
    {
        await using var server = await StartAsync();
        using var connection = await server.OpenAsync();

        var monitoring = await connection.Monitor.StartAsync(identity, MonitorMode.Listen, Clients.Stop);

        Assert.Equal(["""attachasghost {"ghostedid":"aa"}"""], server.Sent);
        Assert.Equal(("aa", "Петров", "102", MonitorMode.Listen, "conf1"), (monitoring.UserId, monitoring.Name, monitoring.Number, monitoring.Mode, monitoring.ConferenceId));
        Assert.Equal(monitoring, connection.Monitor.Current);
    }

    [Theory]
    [InlineData(MonitorMode.Help, "help")]
    [InlineData(MonitorMode.Conference, "conference")]
    public async Task Other_modes_are_set_once_the_conference_is_there(MonitorMode mode, string word)
    {
        await using var server = await StartAsync();
        using var connection = await server.OpenAsync();

        var monitoring = await connection.Monitor.StartAsync("102", mode, Clients.Stop);

        Assert.Equal(["""attachasghost {"ghostedid":"aa"}""", $$"""confsetghostmode {"conferenceid":"conf1","ghostmode":"{{word}}"}"""], server.Sent);
        Assert.Equal(mode, monitoring.Mode);
        Assert.Equal(mode, connection.Monitor.Current!.Mode);
    }

    [Theory]
    [InlineData(MonitorMode.Help, """confsetvoiceparams {"conferenceid":"conf1","competitor":{"competitorid":"k2","ghosthelp":true}}""")]
    [InlineData(MonitorMode.Listen, """confsetvoiceparams {"conferenceid":"conf1","competitor":{"competitorid":"k2","ghosthelp":false}}""")]
    [InlineData(MonitorMode.Conference, """confsetghostmode {"conferenceid":"conf1","ghostmode":"conference"}""")]
    public async Task Of_one_who_is_not_the_major_only_the_voice_is_set(MonitorMode mode, string sent)
    {
        await using var server = await StartAsync();
        server.Line = Lines.InConference;
        server.Conference = Lines.Ghosts.Replace("\"isghostmajor\":true", "\"isghostmajor\":false", StringComparison.Ordinal);
        using var connection = await server.OpenAsync();

        Assert.Equal(mode, (await connection.Monitor.SetModeAsync(mode, Clients.Stop)).Mode);
        Assert.Equal([sent], server.Sent);
    }

    [Fact]
    public async Task A_monitoring_started_elsewhere_is_recognized_with_the_mode_the_server_tells()
    {
        await using var server = await StartAsync();
        server.Line = Lines.InConference;
        server.Conference = Lines.Ghosts.Replace("\"isghost\":true}", "\"isghost\":true,\"ghostmode\":\"help\"}", StringComparison.Ordinal);
        using var connection = await server.OpenAsync();
        var monitoring = connection.Monitor.Current!;
        Assert.Equal(("aa", "102", MonitorMode.Help), (monitoring.UserId, monitoring.Number, monitoring.Mode));
    }

    [Fact]
    public async Task Stopping_leaves_and_the_line_is_free()
    {
        await using var server = await StartAsync();
        server.Line = Lines.InConference;
        server.Conference = Lines.Ghosts;
        server.Effects["exitconference"] = _ => server.Line = Lines.Idle;
        using var connection = await server.OpenAsync();
        await connection.Monitor.StopAsync(Clients.Stop);
        Assert.Null(connection.Monitor.Current);
        Assert.Equal(["""exitconference {"conferenceid":"conf1"}"""], server.Sent);
    }

    [Theory]
    [InlineData("""{"result":0,"error":52710}""", "MonitorNotAllowed")]
    [InlineData("""{"result":0,"error":1,"errormsg":"not in a talk"}""", "RequestRefused")]
    public async Task A_refusal_tells_whether_it_is_about_rights(string reply, string id)
    {
        await using var server = await StartAsync();
        server.Effects.Clear();
        server.Replies["attachasghost"] = reply;
        using var connection = await server.OpenAsync();
        Assert.Equal(id, (await Clients.RefusalAsync(() => connection.Monitor.StartAsync("102", MonitorMode.Listen, Clients.Stop))).Error.Id);
    }

    [Fact]
    public async Task An_accepted_monitoring_that_never_shows_is_an_error()
    {
        await using var server = await StartAsync();
        server.Effects.Clear();
        using var connection = await server.OpenAsync();
        var failure = await Clients.RefusalAsync(() => server.RunOutAsync(connection.Monitor.StartAsync("102", MonitorMode.Listen, Clients.Stop), "attachasghost"));
        Assert.Equal(OktellErrors.MonitorNotStarted, failure.Error);
    }

    [Theory]
    [InlineData("", Lines.Idle, "UserNotFound")]
    [InlineData("199", Lines.Idle, "UserNotFound")]
    [InlineData("700", Lines.Idle, "UserNotFound")]
    [InlineData("Пётр 📞", Lines.Idle, "UserNotFound")]
    [InlineData("101", Lines.Idle, "MonitorTargetSelf")]
    [InlineData("102", Lines.Talk, "MonitorLineBusy")]
    [InlineData("102", Lines.Ring, "MonitorLineBusy")]
    [InlineData("102", Lines.InConference, "MonitorLineBusy")]
    [InlineData("102", Lines.Gone, "CallNoPhone")]
    public async Task What_the_situation_does_not_allow_is_refused_here(string identity, string line, string id)
    {
        await using var server = await StartAsync();
        server.Line = line;
        using var connection = await server.OpenAsync();
        Assert.Equal(id, (await Clients.RefusalAsync(() => connection.Monitor.StartAsync(identity, MonitorMode.Listen, Clients.Stop))).Error.Id);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public async Task Without_a_monitoring_there_is_nothing_to_change_or_stop()
    {
        await using var server = await StartAsync();
        server.Line = Lines.InConference;
        server.Conference = Lines.Conference;
        using var connection = await server.OpenAsync();
        Assert.Equal(OktellErrors.MonitorNotActive, (await Clients.RefusalAsync(() => connection.Monitor.SetModeAsync(MonitorMode.Help, Clients.Stop))).Error);
        Assert.Equal(OktellErrors.MonitorNotActive, (await Clients.RefusalAsync(() => connection.Monitor.StopAsync(Clients.Stop))).Error);
        Assert.Null(connection.Monitor.Current);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public async Task Nobody_in_the_call_to_speak_to_is_told_as_such()
    {
        await using var server = await StartAsync();
        using var connection = await server.OpenAsync();
        await connection.Monitor.StartAsync("102", MonitorMode.Listen, Clients.Stop);
        server.Conference = """{"conference":{"id":"conf1","isghost":true},"competitors":[{"competitorid":"K1","number":"101"}]}""";
        Assert.Equal(OktellErrors.MonitorTargetMissing, (await Clients.RefusalAsync(() => connection.Monitor.SetModeAsync(MonitorMode.Help, Clients.Stop))).Error);
    }

    private static async Task<LineServer> StartAsync()
    {
        var server = await LineServer.StartAsync();
        server.Effects["attachasghost"] = _ =>
        {
            server.Line = Lines.InConference;
            server.Conference = Lines.Ghosts;
        };
        return server;
    }
}
