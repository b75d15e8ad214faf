using System.ComponentModel;
using System.Runtime.InteropServices;

namespace OktellConnect.Cmdlets;

/// <summary>
/// Loads SQLite's library on .NET Framework, which looks for native libraries beside the program only. A library that is already
/// in the process is found by its name, so loading it by its full path beforehand is enough.
/// </summary>
internal static class NativeOnNetFramework
{
    private const string Provider = "SQLitePCLRaw.provider.e_sqlite3";

    /// <summary>Loads the library when the assembly that calls it is about to be loaded.</summary>
    public static void Load(string native, string assembly)
    {
        if (assembly != Provider)
        {
            return;
        }

        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var path = Path.Combine(native, "runtimes", "win-" + architecture, "native", "e_sqlite3.dll");
        if (LoadLibrary(path) == IntPtr.Zero)
        {
            throw new DllNotFoundException($"Cannot load {path}.", new Win32Exception(Marshal.GetLastWin32Error()));
        }
    }

    [DllImport("kernel32.dll", CharSet = CharSet.Unicode, SetLastError = true, EntryPoint = "LoadLibraryW")]
    private static extern IntPtr LoadLibrary(string path);
}
