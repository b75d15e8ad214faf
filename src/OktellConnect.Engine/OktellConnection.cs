using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Events;
using OktellConnect.Journal;
using OktellConnect.Messaging;
using OktellConnect.Personal;
using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect;

/// <summary>
/// A signed-in session with everything that can be done in it: the one object that cmdlets, COM and add-in hold. Thread-safe.
/// </summary>
public sealed partial class OktellConnection : IDisposable
{
    private OktellConnection(OktellClient client, ServerVersion version, OwnUser user)
    {
        Client = client;
        Version = version;
        User = user;
        events = new EventHub(client.Options.EventBufferCapacity, client.Options.Clock);
        NumberPlan = new NumberPlan(client, events);
        OwnState = new OwnState(client, version, events);
        Messages = new Messages(client, NumberPlan, user, events);
        CustomEvents = new CustomEvents(client, NumberPlan, user);
        var web = new WebSide(client, version);
        Redirects = new Redirects(client);
        Password = new OwnPassword(client);
        Uploads = new Uploads(client, web);
        Photos = new Photos(client, NumberPlan, user, web, Uploads);
        Settings = new Settings(this);
        Phone = new Phone(client, OwnState, NumberPlan, user, version, events);
        queueWatch = new QueueWatch(Phone, events, client);
        Conferences = new Conferences(client, Phone, OwnState, version);
        Monitor = new CallMonitor(client, Phone, NumberPlan);
    }

    /// <summary>The connection itself: requests, events, state.</summary>
    public OktellClient Client { get; }

    /// <summary>What was said and heard, without secrets: the last entries in memory, all of them in a file where asked for.</summary>
    public WireJournal Journal => Client.Journal;

    /// <summary>Address of the server.</summary>
    public Uri Server => Client.Server;

    /// <summary>The login in use.</summary>
    public string Login => Client.Login;

    /// <summary>Where the connection stands.</summary>
    public ClientState State => Client.State;

    /// <summary>Whether the connection is encrypted.</summary>
    public bool IsEncrypted => Server.Scheme == "wss";

    /// <summary>The server's version.</summary>
    public ServerVersion Version { get; }

    /// <summary>Who is signed in.</summary>
    public OwnUser User { get; }

    /// <summary>Name of the signed-in user; the login where the server tells no name.</summary>
    public string UserName => User.Name ?? Login;

    /// <summary>Main number of the signed-in user, or null.</summary>
    public string? Number => User.Number;

    /// <summary>Names of the stored procedures the server allows, lower case.</summary>
    public IReadOnlyCollection<string> AllowedProcedures => Client.AllowedProcedures ?? [];

    /// <summary>Connects, logs in and reads what the session needs (version, own user, own state).</summary>
    /// <param name="servers">Addresses or host names; the first ten race, the first to answer wins.</param>
    /// <param name="credential">Login with the hashes of its password.</param>
    /// <param name="options">How to connect and wait.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OktellException">No server could be used, the login was refused, or the server did not tell what is needed.</exception>
    public static async Task<OktellConnection> OpenAsync(IReadOnlyList<string> servers, OktellCredential credential, OktellClientOptions options, CancellationToken cancellation)
    {
        var client = await OktellClient.ConnectAsync(servers, credential, options, cancellation).ConfigureAwait(false);
        try
        {
            var version = await client.RequestAsync("getversion", new JsonObject { ["showalloweddbstoredprocs"] = 1 }, cancellation).ConfigureAwait(false);
            client.AllowedProcedures = ReadProcedures(version);
            var user = await client.RequestAsync("getmyuserinfo", null, cancellation).ConfigureAwait(false);
            var connection = new OktellConnection(client, ServerVersion.Read(version), OwnUser.Read(user, client.UserId, client.Login));
            await connection.StartFollowingAsync(cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Logs out and closes; waits a few seconds at most for the server.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        await Client.CloseAsync(cancellation).ConfigureAwait(false);
        Dispose();
        await Messages.Written.OrCancelledAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Closes without a farewell.</summary>
    public void Dispose()
    {
        Client.Dispose();
        pushes?.Dispose();
        Messages.Dispose();
        Phone.Dispose();
    }

    // An object whose keys are the names; a falsy value means not allowed.
    private static HashSet<string> ReadProcedures(JsonElement version) => new(
        version.GetField("alloweddbstoredprocs") is { ValueKind: JsonValueKind.Object } list
            ? list.EnumerateObject().Where(entry => list.GetFlag(entry.Name) ?? entry.Value.ValueKind is not JsonValueKind.Null).Select(entry => entry.Name)
            : [],
        StringComparer.OrdinalIgnoreCase);
}
