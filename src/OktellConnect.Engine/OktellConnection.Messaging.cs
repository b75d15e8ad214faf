using OktellConnect.Messaging;

namespace OktellConnect;

public sealed partial class OktellConnection
{
    /// <summary>Text messages to and from other users.</summary>
    public Messages Messages { get; }

    /// <summary>Events between users' programs.</summary>
    public CustomEvents CustomEvents { get; }
}
