using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect.Personal;

/// <summary>Photos of users (docs/protocol.md, "Photos"). Nothing is remembered here: the server is asked. Thread-safe.</summary>
public sealed class Photos
{
    // The vendor's client offers these; another one the server would not show.
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".gif", ".png"];

    private readonly OktellClient client;
    private readonly NumberPlan plan;
    private readonly OwnUser me;
    private readonly WebSide web;
    private readonly Uploads uploads;

    internal Photos(OktellClient client, NumberPlan plan, OwnUser me, WebSide web, Uploads uploads) =>
        (this.client, this.plan, this.me, this.web, this.uploads) = (client, plan, me, web, uploads);

    /// <summary>Where the photos of all users are, in the order of the user list; users without one are there too.</summary>
    /// <exception cref="OktellException">The server refused or did not answer.</exception>
    public async Task<IReadOnlyList<UserPhoto>> GetAsync(CancellationToken cancellation)
    {
        var reply = await client.RequestAsync("getalluserphotolink", new JsonObject { ["mode"] = "page" }, cancellation).ConfigureAwait(false);
        var links = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var link in reply.GetItems("links"))
        {
            if (Abonent.Id(link.GetNonEmptyText("id")) is { } id)
            {
                links[id] = link;
            }
        }

        return [.. plan.Users.Select(user => Read(user, links.TryGetValue(user.Id, out var link) ? link : default))];
    }

    /// <summary>Where the photo of the signed-in user is.</summary>
    /// <exception cref="OktellException">The server refused or did not answer.</exception>
    public async Task<UserPhoto> GetOwnAsync(CancellationToken cancellation) => Read(
        UserSearch.Own(plan, me),
        await client.RequestAsync("getuserphoto", new JsonObject { ["mode"] = "page" }, cancellation).ConfigureAwait(false));

    /// <summary>Makes a picture the photo of the signed-in user.</summary>
    /// <param name="path">Full path of a jpg, jpeg, gif or png file.</param>
    /// <param name="progress">Told the bytes sent and the bytes there are, from any thread; null for nobody.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Where the photo then is.</returns>
    /// <exception cref="OktellException">PhotoNotSupported, or what <see cref="Uploads.SendAsync"/> and the server's refusal say.</exception>
    public async Task<UserPhoto> SetOwnAsync(string path, Action<long, long>? progress, CancellationToken cancellation)
    {
        CheckPhoto(path);
        var file = await uploads.SendAsync(path, FileStorage.Storage, UploadPath.Default, progress, cancellation).ConfigureAwait(false);
        await client.RequestAsync("setmyuserphoto", new JsonObject { ["filepath"] = file.Path }, cancellation).ConfigureAwait(false);
        return await GetOwnAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Refuses a file that can be no photo by its name.</summary>
    /// <exception cref="OktellException">PhotoNotSupported.</exception>
    public static void CheckPhoto(string path)
    {
        if (!Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            throw new OktellException(OktellErrors.PhotoNotSupported, $"{path} is no photo the server takes.", target: path);
        }
    }

    // The small links are what the vendor's client shows; "link" alone may be no more than a flag.
    private UserPhoto Read(PbxUser user, JsonElement links)
    {
        var whole = web.Absolute(links.GetNonEmptyText("link"));
        var small = web.Absolute(links.GetNonEmptyText("link32x32"));
        var large = web.Absolute(links.GetNonEmptyText("link96x96"));
        return new UserPhoto
        {
            UserId = user.Id,
            Name = user.Name,
            Number = user.MainNumber,
            HasPhoto = whole is not null || small is not null || large is not null,
            Uri = whole ?? large ?? small,
            SmallUri = small,
            LargeUri = large,
        };
    }
}
