using System.Net;
using OktellConnect.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>Files of a folder beside the WebSocket, as Oktell serves its web clients.</summary>
public sealed class WebFolderTests
{
    [Fact]
    public async Task A_page_and_its_client_come_from_one_port()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("index.html"), "<h1>Панель</h1>", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder.File("js"));
        await File.WriteAllTextAsync(folder.File("js/oktell.js"), "var oktell;", TestContext.Current.CancellationToken);
        await using var pbx = await Rehearsal.StartAsync(options => options with { WebFolder = folder.Path });

        using var page = await pbx.GetAsync("/");
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal("<h1>Панель</h1>", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var script = await pbx.GetAsync("/js/oktell.js");
        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
        await using var client = await pbx.LogInAsync();
        Assert.Equal("ready", await client.PhoneAsync());
    }

    [Theory]
    [InlineData("/none.html")]
    [InlineData("/../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/..%5csecret.txt")]
    public async Task Nothing_outside_the_folder_is_served(string path)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("www"));
        await File.WriteAllTextAsync(folder.File("secret.txt"), "geheim", TestContext.Current.CancellationToken);
        await using var pbx = await Rehearsal.StartAsync(options => options with { WebFolder = folder.File("www") });
        using var reply = await pbx.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_refused()
    {
        using var folder = new TemporaryFolder();
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Rehearsal.StartAsync(options => options with { WebFolder = folder.File("none") }));
        Assert.Contains("none", error.Message, StringComparison.Ordinal);
    }
}
