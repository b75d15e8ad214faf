using System.Management.Automation;
using OktellConnect.Client;

namespace OktellConnect.Cmdlets;

/// <summary>Makes options for connecting.</summary>
[Cmdlet(VerbsCommon.New, "OktellConnectionOption")]
[OutputType(typeof(OktellClientOptions))]
public sealed class NewOktellConnectionOption : PSCmdlet
{
    private const double Shortest = 0.1;
    private const double Longest = 86400;

    // An object, not the enumeration: import lists the types of this assembly before the engine can be loaded, and the layout would need it.
    private object? whileDisconnected;

    /// <summary>Seconds until the server must have answered the first ping.</summary>
    [Parameter]
    [ValidateRange(Shortest, Longest)]
    public double OpenTimeout { get; set; }

    /// <summary>Seconds until a reply must have come.</summary>
    [Parameter]
    [ValidateRange(Shortest, Longest)]
    public double RequestTimeout { get; set; }

    /// <summary>Seconds until a stored procedure must have answered.</summary>
    [Parameter]
    [ValidateRange(Shortest, Longest)]
    public double ProcedureTimeout { get; set; }

    /// <summary>Seconds between keep-alive pings.</summary>
    [Parameter]
    [ValidateRange(Shortest, Longest)]
    public double KeepAliveInterval { get; set; }

    /// <summary>Longest message accepted, in bytes.</summary>
    [Parameter]
    [ValidateRange(1024, int.MaxValue)]
    public int MaximumMessageSize { get; set; }

    /// <summary>Most requests waiting for replies.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int MaximumRequestsInFlight { get; set; }

    /// <summary>Most events buffered for one reader.</summary>
    [Parameter]
    [ValidateRange(1, 10_000_000)]
    public int EventBufferCapacity { get; set; }

    /// <summary>HTTP proxy.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>File that keeps the text messages sent and received.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MessageHistoryPath { get; set; }

    /// <summary>Do not open a lost connection again.</summary>
    [Parameter]
    public SwitchParameter NoReconnect { get; set; }

    /// <summary>What becomes of requests while the connection is being opened again.</summary>
    [Parameter]
    public DisconnectedRequests WhileDisconnected { get => whileDisconnected is DisconnectedRequests value ? value : default; set => whileDisconnected = value; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var standard = new OktellClientOptions();
        WriteObject(standard with
        {
            OpenTimeout = Seconds(nameof(OpenTimeout), OpenTimeout, standard.OpenTimeout),
            RequestTimeout = Seconds(nameof(RequestTimeout), RequestTimeout, standard.RequestTimeout),
            ProcedureTimeout = Seconds(nameof(ProcedureTimeout), ProcedureTimeout, standard.ProcedureTimeout),
            KeepAliveInterval = Seconds(nameof(KeepAliveInterval), KeepAliveInterval, standard.KeepAliveInterval),
            MaximumMessageBytes = IsGiven(nameof(MaximumMessageSize)) ? MaximumMessageSize : standard.MaximumMessageBytes,
            MaximumRequestsInFlight = IsGiven(nameof(MaximumRequestsInFlight)) ? MaximumRequestsInFlight : standard.MaximumRequestsInFlight,
            EventBufferCapacity = IsGiven(nameof(EventBufferCapacity)) ? EventBufferCapacity : standard.EventBufferCapacity,
            Proxy = Proxy,
            MessageHistoryPath = MessageHistoryPath is null ? null : FilePaths.Literal(this, MessageHistoryPath),
            Reconnect = !NoReconnect,
            WhileDisconnected = WhileDisconnected,
        });
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private TimeSpan Seconds(string parameter, double given, TimeSpan otherwise) => IsGiven(parameter) ? TimeSpan.FromSeconds(given) : otherwise;
}
