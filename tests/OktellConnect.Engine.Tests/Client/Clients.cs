using OktellConnect.Client;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Client;

/// <summary>Short ways to a client on a scripted server.</summary>
internal static class Clients
{
    public static OktellCredential Ivanov { get; } = new("ivanov", "Secret123");

    public static OktellClientOptions Options { get; } = new() { AllowUnencrypted = true, Reconnect = false };

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<OktellClient> ConnectAsync(this ScriptedServer server, OktellClientOptions? options = null, OktellCredential? credential = null) =>
        OktellClient.ConnectAsync([server.Address], credential ?? Ivanov, options ?? Options, Stop);

    // A wait on a clock that stands still would last for ever.
    public static async Task<OktellException> RefusalAsync(Func<Task> act) => await Assert.ThrowsAnyAsync<OktellException>(() => act().WaitAsync(TimeSpan.FromMinutes(1), Stop));
}
