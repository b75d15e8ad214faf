#if !NET
using System.Runtime.InteropServices;
#endif

namespace OktellConnect.Files;

/// <summary>
/// Files that only their owner may read, for what is nobody else's business. On Windows the folder's rights decide, which for a user's
/// own folder say the same.
/// </summary>
internal static class OwnerOnlyFile
{
    /// <summary>Opens a file for appending, alone; makes it, private from the first moment, where it is missing.</summary>
    /// <exception cref="IOException">Another process has it open, or the system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    public static FileStream OpenToAppend(string path)
    {
        var file = OpenOrCreate(path);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

#if NET
    /// <summary>Whether others than the owner may read or write the file. Always false on Windows.</summary>
    public static bool IsExposed(string path)
    {
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
    }

    private static FileStream OpenOrCreate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
#else
    /// <summary>File modes cannot be read portably on this build; the newer one checks them.</summary>
    public static bool IsExposed(string path) => false;

    // Narrowed while still empty: nobody can have read anything before.
    private static FileStream OpenOrCreate(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (file.Length == 0 && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && ChangeMode(path, OwnerReadWrite) != 0)
        {
            file.Dispose();
            throw new IOException($"The rights of '{path}' cannot be narrowed.");
        }

        return file;
    }

    private const uint OwnerReadWrite = 0x180; // 0600

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true, BestFitMapping = false)]
    private static extern int ChangeMode([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);
#endif
}
