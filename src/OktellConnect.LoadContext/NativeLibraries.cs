using System.Runtime.InteropServices;

namespace OktellConnect.Loading;

/// <summary>Finds native libraries in a <c>runtimes/&lt;rid&gt;/native</c> layout.</summary>
internal static class NativeLibraries
{
    /// <summary>Path of a library for this process, or null where the layout has none.</summary>
    public static string? Find(string root, string library)
    {
        var folder = Path.Combine(root, "runtimes", RuntimeIdentifier(), "native");
        foreach (var name in FileNames(library))
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static string RuntimeIdentifier()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return "win-" + architecture;
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            return "osx-" + architecture;
        }

        // The runtime knows which C library it was built for; Alpine's needs other binaries than everybody else's.
        var runtime = AppContext.GetData("RUNTIME_IDENTIFIER") as string ?? "";
        var musl = runtime.IndexOf("musl", StringComparison.Ordinal) >= 0 || runtime.StartsWith("alpine", StringComparison.Ordinal);
        return (musl ? "linux-musl-" : "linux-") + architecture;
    }

    private static string[] FileNames(string library)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return [library + ".dll", library];
        }

        var extension = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? ".dylib" : ".so";
        return ["lib" + library + extension, library + extension, library];
    }
}
