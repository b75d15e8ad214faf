#if !NET
using System.Runtime.InteropServices;
#endif

namespace OktellConnect.Files;

/// <summary>Files that only their owner may read. On Windows the folder's rights decide, which for a user's own folder say the same.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Opens a file for writing, private from the first moment; one that is there already is made private.</summary>
    /// <exception cref="IOException">The file cannot be opened, or its rights cannot be narrowed.</exception>
    public static FileStream OpenWrite(string path, FileMode mode) => Open(path, mode, FileAccess.Write, FileShare.Read);

    /// <summary>Opens a file alone for reading and writing, private from the first moment; one that is there already is made private.</summary>
    /// <exception cref="IOException">The file cannot be opened (somebody else may have it), or its rights cannot be narrowed.</exception>
    public static FileStream OpenAlone(string path) => Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
#if NET
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = Owner;
        var file = new FileStream(path, options);
        if (File.GetUnixFileMode(file.SafeFileHandle) != Owner)
        {
            File.SetUnixFileMode(file.SafeFileHandle, Owner);
        }

        return file;
#else
        var file = new FileStream(path, mode, access, share);
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && ChangeMode(path, OwnerReadWrite) != 0)
        {
            file.Dispose();
            throw new IOException($"The rights of '{path}' cannot be narrowed.");
        }

        return file;
#endif
    }

#if !NET
    private const uint OwnerReadWrite = 0x180; // 0600

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true, BestFitMapping = false)]
    private static extern int ChangeMode([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);
#endif
}
