using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Files from clients, and photos made of them.</summary>
public sealed class UploadTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private static async Task<string> PasswordAsync(RawClient client, bool copies = false) =>
        (await client.AskAsync("gettemphttppass", new JsonObject { ["responsetowebsock"] = copies })).GetText("password")!;

    private static MultipartFormDataContent Form(byte[] content, string name = "я.png", string field = "file")
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return new MultipartFormDataContent { { new StringContent("до файла"), "comment" }, { file, field, name } };
    }

    private static string PathIn(string answer) => XDocument.Parse(answer).Descendants("file").Single().Attribute("path")!.Value;

    [Fact]
    public async Task An_uploaded_file_can_become_ones_photo_at_links_of_its_own()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var before = (await client.AskAsync("getuserphoto")).GetText("link32x32")!;
        using var form = Form(Picture);
        using var answer = await pbx.PostAsync($"/upload?temppass={await PasswordAsync(client)}&storagemode=storage&pathmode=relative", form);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("uploadfilesresult count=\"1\"", text, StringComparison.Ordinal);
        var path = PathIn(text);
        Assert.Matches(@"^storage\\[0-9a-f]{32}\\я\.png$", path);

        // Clients turn the backslashes.
        Assert.Equal(1, (await client.AskAsync("setmyuserphoto", new JsonObject { ["filepath"] = path.Replace('\\', '/') })).GetWholeNumber("result"));
        var photo = await client.AskAsync("getuserphoto", new JsonObject { ["mode"] = "page" });
        Assert.NotEqual(before, photo.GetText("link32x32"));
        foreach (var name in new[] { "link", "link32x32", "link96x96" })
        {
            using var shown = await pbx.GetAsync(photo.GetText(name)!);
            Assert.Equal("image/png", shown.Content.Headers.ContentType?.MediaType);
            Assert.Equal(Picture, await shown.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        Assert.Contains((await client.AskAsync("getalluserphotolink")).GetItems("links"), item => item.GetText("link32x32") == photo.GetText("link32x32"));
        using var old = await pbx.GetAsync(before);
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
    }

    [Fact]
    public async Task The_answer_is_copied_to_the_connection_that_asked_for_the_password()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await using var other = await pbx.LogInAsync();
        foreach (var listener in new[] { client, other })
        {
            await listener.AskAsync("subscribeevent", new JsonObject { ["eventmethod"] = new JsonArray("httpresponsecopy") });
        }

        var password = await PasswordAsync(client, copies: true);
        using var form = Form(Picture, "photo.png");
        using var answer = await pbx.PostAsync($"/upload?temppass={password}&pathmode=absolute", form);
        await client.UntilEventAsync("httpresponsecopy", body => body.GetText("password") == password && body.GetText("response") == "200 OK");
        var content = client.Events.Single(pushed => pushed.Name == "httpresponsecopy").Body.GetText("content")!;
        Assert.Equal(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), content);
        var path = PathIn(content);
        Assert.StartsWith(@"C:\", path, StringComparison.Ordinal);
        Assert.Equal(1, (await client.AskAsync("setmyuserphoto", new JsonObject { ["filepath"] = path })).GetWholeNumber("result"));
        await other.AskAsync("ping");
        Assert.DoesNotContain(other.Events, pushed => pushed.Name == "httpresponsecopy");
    }

    [Fact]
    public async Task A_password_serves_for_an_hour()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var password = await PasswordAsync(client);
        pbx.Pass(3601);
        using var form = Form(Picture);
        using var late = await pbx.PostAsync($"/upload?temppass={password}", form);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        using var form2 = Form(Picture);
        using var without = await pbx.PostAsync("/upload", form2);
        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_and_the_copy_says_so()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Seed = Rehearsal.Seed with { UploadLimit = 1000 } });
        await using var client = await pbx.LogInAsync();
        await client.AskAsync("subscribeevent", new JsonObject { ["eventmethod"] = new JsonArray("httpresponsecopy") });
        using var fits = Form(new byte[1000]);
        using var accepted = await pbx.PostAsync($"/upload?temppass={await PasswordAsync(client)}", fits);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        using var form = Form(new byte[1001]);
        using var refused = await pbx.PostAsync($"/upload?temppass={await PasswordAsync(client, copies: true)}", form);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        await client.UntilEventAsync("httpresponsecopy", body => body.GetText("response")!.StartsWith("413 ", StringComparison.Ordinal));
        using var huge = Form(new byte[200_000]);
        using var far = await pbx.PostAsync($"/upload?temppass={await PasswordAsync(client)}", huge);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, far.StatusCode);
    }

    [Theory]
    [InlineData("storagemode=attic", null)]
    [InlineData("pathmode=both", null)]
    [InlineData("", "text/plain")]
    [InlineData("", "multipart/form-data")]
    [InlineData("", "multipart/form-data; boundary=zzz")]
    public async Task What_is_no_upload_is_refused_with_a_reason(string query, string? type)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        using HttpContent body = type is null ? Form(Picture) : new ByteArrayContent(Encoding.ASCII.GetBytes("nothing"));
        if (type is not null)
        {
            body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        using var answer = await pbx.PostAsync($"/upload?temppass={await PasswordAsync(client)}&{query}", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_form_without_a_file_is_refused()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        using var form = new MultipartFormDataContent { { new StringContent("x"), "file" } };
        using var answer = await pbx.PostAsync($"/upload?temppass={await PasswordAsync(client)}", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("storage/0/none.png")]
    [InlineData("/etc/passwd.png")]
    [InlineData("photo.svg")]
    public async Task A_photo_needs_an_uploaded_picture(string path)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        JsonElement reply = await client.AskAsync("setmyuserphoto", new JsonObject { ["filepath"] = path });
        Assert.Equal(0, reply.GetWholeNumber("result"));
    }
}
