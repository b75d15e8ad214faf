using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace OktellConnect.Loading;

/// <summary>
/// Holds the engine and its packages apart from everything else in the process: another module's versions of the same packages
/// stay where they are, ours stay here. Not for .NET Framework, which lacks the base class.
/// </summary>
internal sealed class EngineLoadContext(string engineFolder, string nativeFolder) : AssemblyLoadContext
{
    // Builds for modern .NET that differ from those .NET Framework needs; they lie in a folder of their own and go first.
    private readonly string[] folders = [Path.Combine(engineFolder, "core"), engineFolder];

    /// <summary>Loads one of the engine's own assemblies, whatever version is asked for: the folder holds what was built together.</summary>
    public Assembly? LoadOwn(AssemblyName name) => Load(name);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, assemblyName.Name + ".dll");
            if (File.Exists(path))
            {
                return RuntimeHasAtLeast(path) ? null : LoadFromAssemblyPath(path);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = NativeLibraries.Find(nativeFolder, unmanagedDllName);
        return path is null ? IntPtr.Zero : LoadUnmanagedDllFromPath(path);
    }

    // What belongs to the runtime itself must come from there, or its types exist twice (Span<T> of System.Memory, for one);
    // only a newer one than the runtime's is ours to load. The runtime's own folder decides, not what an application added.
    private static bool RuntimeHasAtLeast(string path)
    {
        var runtimeFolder = RuntimeEnvironment.GetRuntimeDirectory();
        var candidate = Path.Combine(runtimeFolder, Path.GetFileName(path));
        return File.Exists(candidate)
            && AssemblyName.GetAssemblyName(candidate).Version >= AssemblyName.GetAssemblyName(path).Version;
    }
}
