using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Tests;

/// <summary>The server's methods over HTTP.</summary>
public sealed class WebApiTests
{
    private const string Ivanov = "3357f4d2-b37c-4809-9a1a-e4d64808de1b";

    private static Task<Rehearsal> StartAsync() => Rehearsal.StartAsync(options => options with
    {
        Seed = Rehearsal.Seed with
        {
            Users = [.. Rehearsal.Seed.Users.Select(user => user.Login == "petrov" ? user with { WebApi = true } : user)],
            Scripts =
            [
                new SeedScript { Name = "Привет", ReturnValue1 = "Здравствуйте, {startparam1} & {STARTPARAM2}!{startparam3}" },
                new SeedScript { Name = "cdata", ReturnValue1 = "<b>]]></b> {startparam1}", Cdata = true },
                new SeedScript { Name = "slow", ReturnValue1 = "done", Seconds = 30 },
                new SeedScript { Name = "json", ReturnValue1 = """{"ok":"{startparam1}"}""", ReturnValue2 = "202", ReturnValue3 = "Content-Type: application/json\nX-Who: {startparam1}" },
                new SeedScript { Name = "record", ReturnValue1 = "{startparam1}", ReturnValue2 = "file" },
            ],
        },
    });

    private static async Task<HttpResponseMessage> AskAsync(Rehearsal pbx, string path, string credentials = "petrov:Пароль", HttpContent? form = null)
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return await pbx.SendAsync(request);
    }

    private static async Task<string> TextAsync(Rehearsal pbx, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var reply = await AskAsync(pbx, path);
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, reply.StatusCode);
        return text;
    }

    private static XElement Property(string xml, string key) => XDocument.Parse(xml).Descendants().Single(element => element.Attribute("key")?.Value == key);

    [Theory]
    [InlineData(null)]
    [InlineData("petrov:Secret123")]
    [InlineData("petrov:пароль")]
    [InlineData("ivanov:Secret123")]
    [InlineData("nobody:x")]
    [InlineData("petrov")]
    [InlineData("petrov:пі")]
    public async Task Only_people_with_the_right_get_in(string? credentials)
    {
        await using var pbx = await StartAsync();
        using var reply = credentials is null ? await pbx.GetAsync("/gettotalqueueinfo") : await AskAsync(pbx, "/gettotalqueueinfo", credentials);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Equal("Basic", Assert.Single(reply.Headers.WwwAuthenticate).Scheme);
        Assert.DoesNotContain("Secret123", pbx.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_password_counts_here_too()
    {
        await using var pbx = await StartAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await petrov.AskAsync("changepassword", new System.Text.Json.Nodes.JsonObject { ["oldpwdmd5"] = PasswordHash.ExactCase("Пароль"), ["newpwdmd5"] = PasswordHash.ExactCase("Other:777") });
        using var before = await AskAsync(pbx, "/gettotalqueueinfo");
        Assert.Equal(HttpStatusCode.Unauthorized, before.StatusCode);
        using var after = await AskAsync(pbx, "/gettotalqueueinfo", "petrov:Other:777");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_scenario_answers_in_the_servers_xml()
    {
        await using var pbx = await StartAsync();
        var xml = await TextAsync(pbx, $"/execsvcscript?name={Uri.EscapeDataString("Привет")}&startparam1={Uri.EscapeDataString("Пётр <&\"'> 😀")}&startparam2=a%26b&async=0&timeout=5");
        var root = XDocument.Parse(xml).Root!;
        Assert.Equal(("oktellxmlmapper", "80710"), (root.Name.LocalName, root.Attribute("version")!.Value));
        var data = Assert.Single(root.Elements("data"));
        Assert.Equal(("result", "1"), (data.Attribute("name")!.Value, data.Attribute("count")!.Value));
        Assert.Equal("execsvcscript", Assert.Single(data.Elements("property_set")).Attribute("name")!.Value);
        Assert.Equal(("1", "success"), (Property(xml, "started").Attribute("value")!.Value, Property(xml, "started").Attribute("name")!.Value));
        Assert.Equal(("0", "success"), (Property(xml, "startresult").Attribute("value")!.Value, Property(xml, "startresult").Attribute("name")!.Value));
        Assert.Equal("property_simple", Property(xml, "returnvalue").Name.LocalName);
        Assert.Equal("Здравствуйте, Пётр <&\"'> 😀 & a&b!", Property(xml, "returnvalue").Attribute("name")!.Value);
    }

    [Fact]
    public async Task A_scenario_can_answer_as_CDATA_and_take_its_parameters_from_a_form()
    {
        await using var pbx = await StartAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "CDATA", ["startparam1"] = "плюс + процент %" });
        using var reply = await AskAsync(pbx, "/execsvcscript", form: form);
        var xml = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("property_cdata", Property(xml, "returnvalue").Name.LocalName);
        Assert.Equal("<b>]]></b> плюс + процент %", Property(xml, "returnvalue").Value);
    }

    [Fact]
    public async Task A_slow_scenario_is_waited_for_until_its_time_or_not_at_all()
    {
        await using var pbx = await StartAsync();
        var started = await TextAsync(pbx, "/execsvcscript?name=slow&async=1");
        Assert.Equal("1", Property(started, "started").Attribute("value")!.Value);
        Assert.DoesNotContain("returnvalue", started, StringComparison.Ordinal);

        async Task<string> RunAsync(string query, double seconds)
        {
            var asking = TextAsync(pbx, query);
            await Testing.Eventually.Until("the answer comes", () =>
            {
                // The wait begins somewhere between the request and now.
                pbx.Pass(seconds / 2);
                return asking.IsCompleted;
            });
            return await asking;
        }

        Assert.Equal("done", Property(await RunAsync("/execsvcscript?name=slow", 31), "returnvalue").Attribute("name")!.Value);
        var late = await RunAsync("/execsvcscript?name=slow&timeout=10", 11);
        Assert.Equal("timeout", Property(late, "waitresult").Attribute("name")!.Value);
        Assert.DoesNotContain("returnvalue", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_scenario_is_not_started()
    {
        await using var pbx = await StartAsync();
        var xml = await TextAsync(pbx, "/execsvcscript?name=nothing");
        Assert.Equal("0", Property(xml, "started").Attribute("value")!.Value);
        await TextAsync(pbx, "/execsvcscriptplain?name=nothing", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/execsvcscript")]
    [InlineData("/execsvcscript?name=slow&async=2")]
    [InlineData("/execsvcscript?name=slow&timeout=0")]
    [InlineData("/execsvcscript?name=slow&timeout=soon")]
    [InlineData("/execsvcscriptplain")]
    [InlineData("/tst_getuserstate")]
    [InlineData("/tst_getuserstate?iduser=ivanov")]
    [InlineData("/wp_autocallstart")]
    [InlineData("/wp_autocallstart?user=ivanov")]
    [InlineData("/wp_autocallstart?user=ivanov&number=abc")]
    [InlineData("/wp_autocallstart?user=ivanov&number=103&sequence=both")]
    [InlineData("/wp_flash?user=ivanov&mode=sideways")]
    public async Task Parameters_that_make_no_sense_are_told(string path)
    {
        await using var pbx = await StartAsync();
        Assert.NotEmpty(await TextAsync(pbx, path, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_plain_scenario_decides_body_status_and_headers()
    {
        await using var pbx = await StartAsync();
        using var reply = await AskAsync(pbx, "/execsvcscriptplain?name=json&startparam1=x%0D%0AX-Evil:%201");
        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
        Assert.Equal("application/json", reply.Content.Headers.ContentType?.MediaType);
        Assert.Equal("xX-Evil: 1", Assert.Single(reply.Headers.GetValues("X-Who")));
        Assert.False(reply.Headers.Contains("X-Evil"));
    }

    [Fact]
    public async Task A_plain_scenario_can_hand_out_a_file()
    {
        await using var pbx = await StartAsync();
        await using var client = await pbx.LogInAsync();
        var password = (await client.AskAsync("gettemphttppass")).GetText("password");
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "отчёт.bin" } };
        using var upload = await pbx.PostAsync($"/upload?temppass={password}", form);
        var path = XDocument.Parse(await upload.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Descendants("file").Single().Attribute("path")!.Value;
        using var file = await AskAsync(pbx, $"/execsvcscriptplain?name=record&startparam1={Uri.EscapeDataString(path)}");
        Assert.Equal([1, 2, 3], await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("отчёт.bin", file.Content.Headers.ContentDisposition?.FileNameStar);
        await TextAsync(pbx, "/execsvcscriptplain?name=record&startparam1=/etc/passwd", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_users_state_has_number_and_name()
    {
        await using var pbx = await StartAsync();
        Assert.Equal("0", Property(await TextAsync(pbx, $"/tst_getuserstate?iduser={Ivanov}"), "state").Attribute("value")!.Value);
        await using var ivanov = await pbx.LogInAsync();
        var xml = await TextAsync(pbx, $"/TST_GetUserState?iduser={Ivanov.ToUpperInvariant()}");
        var set = XDocument.Parse(xml).Root!.Element("data")!;
        Assert.Equal("userstate", set.Attribute("name")!.Value);
        Assert.Equal(Ivanov, set.Element("property_set")!.Attribute("id")!.Value);
        Assert.Equal(("1", "usReady"), (Property(xml, "state").Attribute("value")!.Value, Property(xml, "state").Attribute("name")!.Value));
        await TextAsync(pbx, $"/tst_getuserstate?iduser={Guid.NewGuid()}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Queues_are_told_as_JSON()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        foreach (var client in new[] { ivanov, petrov })
        {
            await client.AskAsync("setuserstate", new System.Text.Json.Nodes.JsonObject { ["userstateid"] = 3 });
        }

        await pbx.ControlAsync("call", new { from = "+79161234567", to = "600" });
        pbx.Pass(7);
        using var document = JsonDocument.Parse(await TextAsync(pbx, "/gettotalqueueinfo"));
        var queue = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal("600", queue.GetText("numprefix"));
        var waiting = Assert.Single(queue.GetItems("queue"));
        Assert.Equal(("+79161234567", 7), (waiting.GetText("callerid"), waiting.GetWholeNumber("lenqueue")));
    }

    [Fact]
    public async Task Calls_are_made_passed_on_held_and_given_up_for_people()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        async Task<string> DoAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
        {
            using var reply = await AskAsync(pbx, path);
            Assert.Equal(expected, reply.StatusCode);
            return Property(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "result").Attribute("value")!.Value;
        }

        Assert.Equal("1", await DoAsync("/wp_autocallstart?user=ivanov&number=+79161234567"));
        Assert.Equal("backring", await ivanov.PhoneAsync());
        Assert.Equal("1", await DoAsync("/wp_autocallstop?user=ivanov"));
        Assert.Equal("ready", await ivanov.PhoneAsync());
        Assert.Equal("0", await DoAsync("/wp_autocallstop?user=ivanov", HttpStatusCode.Conflict));
        Assert.Equal("0", await DoAsync("/wp_autocallstart?user=ivanov&number=555", HttpStatusCode.NotFound));
        Assert.Equal("0", await DoAsync("/wp_autocallstart?user=nobody&number=103", HttpStatusCode.NotFound));

        await DoAsync("/wp_autocallstart?user=ivanov&number=%2B79161234567");
        pbx.Pass(0.5);
        pbx.Pass(1);
        Assert.Equal("talk", await ivanov.PhoneAsync());
        Assert.Equal("+79161234567", (await ivanov.LineAsync()).GetProperty("abonent").GetText("number"));
        await DoAsync("/wp_flash?user=ivanov");
        Assert.True((await ivanov.LineAsync()).GetFlag("isflashing"));
        await DoAsync("/wp_flash?user=ivanov&mode=abort");
        Assert.Equal("talk", await ivanov.PhoneAsync());
        await DoAsync("/wp_switchcall?user=ivanov&number=103");
        Assert.Equal("ready", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task Other_verbs_are_refused()
    {
        await using var pbx = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri("/wp_flash?user=ivanov", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("petrov:Пароль")));
        using var reply = await pbx.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
    }

    [Fact]
    public async Task A_client_runs_a_scenario_over_its_own_connection()
    {
        await using var pbx = await StartAsync();
        await using var client = await pbx.LogInAsync();
        var reply = await client.AskAsync("execsvcscript", new System.Text.Json.Nodes.JsonObject { ["scriptname"] = "привет", ["waitresponse"] = true, ["startparam1"] = "мир", ["startparam2"] = 2 });
        Assert.Equal("Здравствуйте, мир & 2!", reply.GetText("returnvalue"));
        Assert.Equal(0, (await client.AskAsync("execsvcscript", new System.Text.Json.Nodes.JsonObject { ["scriptname"] = "nothing" })).GetWholeNumber("result"));
        Assert.Null((await client.AskAsync("execsvcscript", new System.Text.Json.Nodes.JsonObject { ["scriptname"] = "slow", ["waitresponse"] = false })).GetField("returnvalue"));

        var waiting = client.AskAsync("execsvcscript", new System.Text.Json.Nodes.JsonObject { ["scriptname"] = "slow", ["waittimeoutsec"] = 10 });
        await client.AskAsync("ping");
        Assert.False(waiting.IsCompleted);
        pbx.Pass(10);
        Assert.Equal(0, (await waiting).GetWholeNumber("result"));
    }
}
