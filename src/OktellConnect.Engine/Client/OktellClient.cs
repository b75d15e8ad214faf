using System.Text.Json;
using System.Text.Json.Nodes;

namespace OktellConnect.Client;

/// <summary>A signed-in connection to an Oktell server. Thread-safe.</summary>
public sealed class OktellClient : IDisposable
{
    /// <summary>Opens the servers in parallel; the first to answer wins; then logs in.</summary>
    public static Task<OktellClient> ConnectAsync(IReadOnlyList<string> servers, OktellCredential credential, OktellClientOptions options, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>Sends a request and returns the body of its reply; a refusal is an <see cref="OktellException"/>.</summary>
    public Task<JsonElement> RequestAsync(string method, JsonObject? parameters, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Closes without a farewell.</summary>
    public void Dispose() => throw new NotSupportedException();
}
