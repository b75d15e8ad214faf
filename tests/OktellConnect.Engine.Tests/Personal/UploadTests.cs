using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Engine.Tests.Messaging;
using OktellConnect.Personal;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Personal;

public class UploadTests
{
    private const string Password = "Temp-Canary-42";

    private readonly List<(string Query, string Body)> posted = [];

    [Fact]
    public async Task A_file_goes_out_as_a_browsers_form_and_the_path_comes_back()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(context => context.Response.WriteAsync("""<x><uploadfilesresult count="1"><file path="C:\Oktell\a&amp;b.txt"/></uploadfilesresult></x>"""));
        using var connection = await server.OpenAsync();
        var progress = new List<(long Sent, long Length)>();

        var file = await connection.Uploads.SendAsync(Write(folder, "Счёт \"1\".txt", "содержимое"), FileStorage.Temp, UploadPath.Absolute, (sent, length) => progress.Add((sent, length)), Clients.Stop);

        Assert.Equal("C:/Oktell/a&b.txt", file.Path);
        Assert.Equal(20, file.Length);
        var (query, body) = Assert.Single(posted);
        Assert.Equal($"?temppass={Password}&storagemode=temp&pathmode=absolute", query);
        Assert.Contains("Content-Disposition: form-data; name=\"file\"; filename=\"Счёт %221%22.txt\"\r\n", body, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\nсодержимое\r\n--", body, StringComparison.Ordinal);
        Assert.Equal((20, 20), progress[^1]);
        Assert.Equal("""{"responsetowebsock":true}""", Assert.Single(server.Bodies("gettemphttppass")).ToJsonString());
    }

    [Fact]
    public async Task A_bare_answer_leaves_the_path_to_the_copy_over_the_connection()
    {
        using var folder = new TemporaryFolder();
        PeopleServer? server = null;
        await using (server = await StartAsync(async _ =>
        {
            await server!.Connection.SendAsync("httpresponsecopy", new JsonObject { ["response"] = "200 OK", ["password"] = "another", ["content"] = "uploadfilesresult count=\"1\" path=\"wrong\"" });
            await server.Connection.SendAsync("httpresponsecopy", new JsonObject { ["response"] = "200 OK", ["password"] = Password, ["content"] = "uploadfilesresult count=\"1\" path=\"temp\\a.txt\"" });
        }))
        {
            using var connection = await server.OpenAsync();

            Assert.Equal("temp/a.txt", (await connection.Uploads.SendAsync(Write(folder, "a.txt", "a"), FileStorage.Temp, UploadPath.Default, null, Clients.Stop)).Path);
        }
    }

    [Fact]
    public async Task A_refusal_tells_the_status_and_the_reason_and_never_the_password()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("No right; temppass was " + Password);
        });
        using var connection = await server.OpenAsync();

        var failure = await Clients.RefusalAsync(() => connection.Uploads.SendAsync(Write(folder, "a.txt", "a"), FileStorage.Storage, UploadPath.Default, null, Clients.Stop));

        Assert.Equal(OktellErrors.UploadRefused, failure.Error);
        Assert.Contains("status 403, \"No right", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, string.Join('\n', connection.Journal.GetLast(1000).Select(entry => entry.Text)), StringComparison.Ordinal);
        Assert.Single(posted);
    }

    [Fact]
    public async Task The_other_port_is_tried_where_the_first_takes_no_uploads()
    {
        using var folder = new TemporaryFolder();
        await using var web = await StartAsync(context => context.Response.WriteAsync("uploadfilesresult count=\"1\" path=\"b\""));
        await using var server = await PeopleServer.StartAsync();
        server.Answers["gettemphttppass"] = _ => new JsonObject { ["password"] = Password };
        server.Answers["getversion"] = _ => new JsonObject { ["version"] = new JsonObject { ["dated"] = 160000, ["webserverport"] = new Uri(web.Server.Address).Port } };
        using var connection = await server.OpenAsync();

        Assert.Equal("b", (await connection.Uploads.SendAsync(Write(folder, "a.txt", "a"), FileStorage.Storage, UploadPath.Default, null, Clients.Stop)).Path);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_leaves_the_outcome_unknown_and_nothing_is_sent_again()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var connection = await server.OpenAsync();

        var failure = await Clients.RefusalAsync(() => connection.Uploads.SendAsync(Write(folder, "a.txt", "a"), FileStorage.Storage, UploadPath.Default, null, Clients.Stop));

        Assert.Equal(OktellErrors.UploadOutcomeUnknown, failure.Error);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        Assert.Single(posted);
    }

    [Fact]
    public async Task What_is_missing_or_too_long_is_refused_before_anything_is_sent()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(_ => Task.CompletedTask);
        using var connection = await server.OpenAsync();
        using (var large = new FileStream(folder.File("large"), FileMode.Create))
        {
            large.SetLength(Uploads.LongestFile + 1);
        }

        Task<UploadedFile> Send(string name) => connection.Uploads.SendAsync(folder.File(name), FileStorage.Storage, UploadPath.Default, null, Clients.Stop);

        Assert.Equal(OktellErrors.FileNotFound, (await Clients.RefusalAsync(() => Send("none"))).Error);
        Assert.Equal(OktellErrors.UploadTooLarge, (await Clients.RefusalAsync(() => Send("large"))).Error);
        Assert.Equal(OktellErrors.PhotoNotSupported, (await Clients.RefusalAsync(() => connection.Photos.SetOwnAsync(folder.File("a.svg"), null, Clients.Stop))).Error);
        Assert.Empty(server.Bodies("gettemphttppass"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_pinned_certificate_of_the_connection_holds_for_HTTP_too(bool replaced)
    {
        using var folder = new TemporaryFolder();
        using var certificate = SelfSigned();
        using var stranger = SelfSigned();
        await using var web = await ScriptedServer.StartAsync(replaced ? stranger : certificate);
        web.OnHttp = context => context.Response.WriteAsync("uploadfilesresult count=\"1\" path=\"b\"");
        await using var server = await ScriptedServer.StartAsync(certificate);
        server.OnMessage = async (_, message) =>
        {
            var reply = message.Name switch
            {
                "gettemphttppass" => new JsonObject { ["password"] = Password },
                "getversion" => new JsonObject { ["version"] = new JsonObject { ["dated"] = 160000, ["webserverport"] = new Uri(web.Address).Port } },
                _ => null,
            };
            await (reply is null ? Task.CompletedTask : message.ReplyAsync(reply));
            return reply is not null;
        };
        using var connection = await OktellConnection.OpenAsync([server.Address], Clients.Ivanov, Clients.Options with { CertificateThumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256) }, Clients.Stop);
        Task<UploadedFile> SendAsync() => connection.Uploads.SendAsync(Write(folder, "a.txt", "a"), FileStorage.Storage, UploadPath.Default, null, Clients.Stop);

        if (replaced)
        {
            // The first address has no uploads; the second shows another certificate, and the first refusal is told.
            Assert.Equal(OktellErrors.UploadRefused, (await Clients.RefusalAsync(SendAsync)).Error);
        }
        else
        {
            Assert.Equal("b", (await SendAsync()).Path);
        }
    }

    [Fact]
    public async Task Links_of_photos_become_addresses_on_the_server()
    {
        await using var server = await PeopleServer.StartAsync();
        server.Answers["getalluserphotolink"] = _ => JsonNode.Parse($$"""
            {"links":[7,{"id":"{{PeopleServer.Petrov.ToUpperInvariant()}}","link":"/img/u.png","link32x32":"@elsewhere/u32.png","link96x96":""},{"id":"{{PeopleServer.Sidorov}}","link":""}]}
            """)!.AsObject();
        using var connection = await server.OpenAsync();
        var host = server.Server.Address.Replace("ws://", "http://", StringComparison.Ordinal);

        var photos = await connection.Photos.GetAsync(Clients.Stop);

        Assert.Equal([false, true, false, false], photos.Select(photo => photo.HasPhoto));
        Assert.Equal(host + "/img/u.png", photos[1].Uri!.ToString());
        Assert.Equal(host + "/@elsewhere/u32.png", photos[1].SmallUri!.ToString());
        Assert.Null(photos[1].LargeUri);
    }

    [Fact]
    public async Task A_photo_is_uploaded_and_then_made_the_users()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(context => context.Response.WriteAsync("uploadfilesresult count=\"1\" path=\"storage\\me.png\""));
        server.Answers["getuserphoto"] = _ => new JsonObject { ["link"] = "/photo/me.png" };
        using var connection = await server.OpenAsync();

        var photo = await connection.Photos.SetOwnAsync(Write(folder, "me.PNG", "png"), null, Clients.Stop);

        Assert.Equal("storage/me.png", Assert.Single(server.Bodies("setmyuserphoto"))["filepath"]!.GetValue<string>());
        Assert.EndsWith("/photo/me.png", photo.Uri!.ToString(), StringComparison.Ordinal);
    }

    private async Task<PeopleServer> StartAsync(Func<HttpContext, Task> answer)
    {
        var server = await PeopleServer.StartAsync();
        server.Answers["gettemphttppass"] = _ => new JsonObject { ["password"] = Password };
        server.Server.OnHttp = async context =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
            posted.Add((context.Request.QueryString.Value!, await body.ReadToEndAsync()));
            await answer(context);
        };
        return server;
    }

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
