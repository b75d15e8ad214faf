using OktellConnect.Client;

namespace OktellConnect.Cmdlets;

/// <summary>Puts the options of a command together: those of -Option, overruled by the command's own parameters.</summary>
internal static class ServerOptions
{
    public static OktellClientOptions Make(OktellClientOptions? given, bool allowUnencrypted, string? thumbprint)
    {
        var options = given ?? new OktellClientOptions();
        return options with
        {
            AllowUnencrypted = options.AllowUnencrypted || allowUnencrypted,
            CertificateThumbprint = thumbprint ?? options.CertificateThumbprint,
        };
    }
}
