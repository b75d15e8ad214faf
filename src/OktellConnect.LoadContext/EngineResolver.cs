using System.Reflection;
using System.Runtime.Loader;

namespace OktellConnect.Loading;

/// <summary>
/// Answers the default load context when the cmdlets ask for the engine, out of a private load context made on the first such
/// request. Nobody else's requests are answered. For modern .NET; on .NET Framework this type must not be touched.
/// Thread-safe.
/// </summary>
public sealed class EngineResolver
{
    private readonly HashSet<string> own;
    private readonly Lazy<EngineLoadContext> context;

    /// <summary>Creates the resolver; loads nothing.</summary>
    /// <param name="engineFolder">Folder of the engine's build for this runtime.</param>
    /// <param name="nativeFolder">Folder whose <c>runtimes</c> holds the native libraries.</param>
    /// <param name="assemblies">Simple names of the assemblies to answer for.</param>
    public EngineResolver(string engineFolder, string nativeFolder, IEnumerable<string> assemblies)
    {
        own = new HashSet<string>(assemblies, StringComparer.OrdinalIgnoreCase);
        context = new Lazy<EngineLoadContext>(() => new EngineLoadContext(engineFolder, nativeFolder));
    }

    /// <summary>Starts answering.</summary>
    public void Install() => AssemblyLoadContext.Default.Resolving += Resolve;

    private Assembly? Resolve(AssemblyLoadContext requester, AssemblyName name) =>
        name.Name is { } simple && own.Contains(simple) ? context.Value.LoadOwn(name) : null;
}
