using OktellConnect.Personal;

namespace OktellConnect;

public sealed partial class OktellConnection
{
    /// <summary>Redirect rules of the signed-in user.</summary>
    public Redirects Redirects { get; }

    /// <summary>The password of the signed-in user.</summary>
    public OwnPassword Password { get; }

    /// <summary>Files sent to the server.</summary>
    public Uploads Uploads { get; }

    /// <summary>Photos of users.</summary>
    public Photos Photos { get; }

    /// <summary>What the server offers the signed-in user for setting.</summary>
    public Settings Settings { get; }
}
