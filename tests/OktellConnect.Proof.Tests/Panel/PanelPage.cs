using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using System.Net;

namespace OktellConnect.Proof.Tests.Panel;

/// <summary>Serves the page with the vendor's panel; the vendor's files come from where they lie.</summary>
internal sealed class PanelPage : IAsyncDisposable
{
    private readonly WebApplication application;

    private PanelPage(WebApplication application, Uri address)
    {
        this.application = application;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<PanelPage> StartAsync(IReadOnlyDictionary<string, string> files)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(context =>
        {
            if (!files.TryGetValue(context.Request.Path.Value!.TrimStart('/'), out var file))
            {
                context.Response.StatusCode = 404;
                return Task.CompletedTask;
            }

            context.Response.ContentType = Path.GetExtension(file) switch { ".html" => "text/html", ".css" => "text/css", _ => "text/javascript" } + "; charset=utf-8";
            return context.Response.SendFileAsync(file);
        });
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new PanelPage(application, new Uri(address + "/panel.html"));
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
