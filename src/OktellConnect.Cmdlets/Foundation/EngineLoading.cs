using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OktellConnect.Cmdlets;

/// <summary>
/// Makes the engine loadable on first use: it lies in <c>engine/&lt;build&gt;</c> beside this assembly, where nothing finds it
/// by itself, so that its packages never meet those of other modules. Importing the module loads none of it.
/// </summary>
internal static class EngineLoading
{
    /// <summary>Names the engine build to load in place of the one that fits best; for tests of the older build on a newer runtime.</summary>
    public const string BuildVariable = "OKTELLCONNECT_ENGINE";

    private const string NewestBuild = "net10.0";
    private const string PortableBuild = "netstandard2.0";

    // Asked for by this assembly; everything else the engine needs is asked for by the engine.
    private static readonly string[] Roots = ["OktellConnect.Engine", "OktellConnect.Infobase.Sqlite"];
    private static readonly object Gate = new();
    private static bool installed;

    /// <summary>
    /// Starts answering for the engine. Stays in force after the module is removed: objects of the engine may outlive it, and an
    /// assembly can be loaded only once in a process anyway.
    /// </summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (installed)
            {
                return;
            }

            var engines = Path.Combine(Path.GetDirectoryName(typeof(EngineLoading).Assembly.Location)!, "engine");
            if (!Directory.Exists(engines))
            {
                // Not the staged module but a build's output, where the engine lies beside this assembly.
                installed = true;
                return;
            }

            var build = Build();
            if (IsNetFramework)
            {
                InstallOnNetFramework(Path.Combine(engines, build), engines);
            }
            else
            {
                InstallOnModernNet(Path.Combine(engines, build), engines);
            }

            installed = true;
        }
    }

    private static bool IsNetFramework => RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);

    private static string Build()
    {
        var wanted = Environment.GetEnvironmentVariable(BuildVariable);
        if (string.IsNullOrEmpty(wanted))
        {
            return !IsNetFramework && Environment.Version.Major >= 10 ? NewestBuild : PortableBuild;
        }

        return wanted is NewestBuild or PortableBuild
            ? wanted
            : throw new InvalidOperationException($"The environment variable {BuildVariable} is '{wanted}'; it can be '{NewestBuild}' or '{PortableBuild}'.");
    }

    // Apart from the caller, so that .NET Framework never looks at a type that derives from what it does not have.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InstallOnModernNet(string engine, string native) => new Loading.EngineResolver(engine, native, Roots).Install();

    private static void InstallOnNetFramework(string engine, string native) => AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
    {
        // Only this module and assemblies that came from the engine's folder are answered; the binder of .NET Framework asks
        // again whenever versions differ, and what lies in the folder was built together.
        var fromModule = request.RequestingAssembly == typeof(EngineLoading).Assembly;
        var fromEngine = request.RequestingAssembly is { IsDynamic: false } requester
            && string.Equals(Path.GetDirectoryName(requester.Location), engine, StringComparison.OrdinalIgnoreCase);
        var name = new AssemblyName(request.Name).Name;
        if (!fromEngine && !(fromModule && Roots.Contains(name)))
        {
            return null;
        }

        var path = Path.Combine(engine, name + ".dll");
        if (!File.Exists(path))
        {
            return null;
        }

        NativeOnNetFramework.Load(native, name!);
        return Assembly.LoadFrom(path);
    };
}
