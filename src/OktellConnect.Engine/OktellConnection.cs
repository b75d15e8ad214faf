using OktellConnect.Client;

namespace OktellConnect;

/// <summary>
/// A signed-in session with everything that can be done in it: the one object that cmdlets, COM and add-in hold. Thread-safe.
/// </summary>
public sealed class OktellConnection : IDisposable
{
    private OktellConnection(OktellClient client) => Client = client;

    /// <summary>Connects, logs in and reads what the session needs (version, own user, own state).</summary>
    public static async Task<OktellConnection> OpenAsync(IReadOnlyList<string> servers, OktellCredential credential, OktellClientOptions options, CancellationToken cancellation) =>
        new(await OktellClient.ConnectAsync(servers, credential, options, cancellation).ConfigureAwait(false));

    /// <summary>The connection itself: requests, events, state.</summary>
    public OktellClient Client { get; }

    /// <summary>Closes without a farewell.</summary>
    public void Dispose() => Client.Dispose();
}
