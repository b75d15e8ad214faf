#if !NET
using System.Runtime.InteropServices;
#endif

namespace OktellConnect.Infobase.Sqlite;

/// <summary>Files that only their owner may read. On Windows the folder's rights decide, which for a user's own folder say the same.</summary>
internal static class PrivateFile
{
    /// <summary>Makes a file with its content complete and private from the first moment; leaves one that is there already.</summary>
    public static void CreateOnce(string path, byte[] content)
    {
        var folder = Path.GetDirectoryName(path)!;
        var making = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            CreateFolder(folder);
            using (var file = CreatePrivate(making))
            {
                file.Write(content, 0, content.Length);
                file.Flush(flushToDisk: true);
            }

            File.Move(making, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OktellException(OktellErrors.SecretKeyMissing, $"The key file '{path}' does not exist and cannot be made.", failure, path);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                File.Delete(making);
            }
        }
    }

#if NET
    /// <summary>Refuses a file that everybody may read or write. A group is let pass: services are given keys that way.</summary>
    public static void ThrowIfExposed(string path)
    {
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new OktellException(OktellErrors.SecretKeyExposed, $"Everybody on this machine has access to the key file '{path}'.", target: path);
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStream CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
#else
    /// <summary>File modes cannot be read portably on this build; the newer one checks them.</summary>
    public static void ThrowIfExposed(string path)
    {
    }

    private static void CreateFolder(string folder) => Directory.CreateDirectory(folder);

    // Narrowed while still empty: nobody can have read the key before.
    private static FileStream CreatePrivate(string path)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && ChangeMode(path, OwnerReadWrite) != 0)
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
