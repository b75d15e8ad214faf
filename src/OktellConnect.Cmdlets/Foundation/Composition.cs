using OktellConnect.Infobase;
using OktellConnect.Infobase.Sqlite;

namespace OktellConnect.Cmdlets;

/// <summary>The one place where commands meet the assemblies behind the engine's interfaces.</summary>
internal static class Composition
{
    /// <summary>Opens an embedded infobase; a missing file is created.</summary>
    public static async Task<IInfobase> OpenEmbeddedInfobaseAsync(string path, CancellationToken cancellation) =>
        await SqliteInfobase.OpenAsync(path, cancellation).ConfigureAwait(false);
}
