using System.Management.Automation;

namespace OktellConnect.Host.Pester;

/// <summary>
/// The folder behind $TestDrive and TestDrive:, new for every outermost block. A block inside leaves it as it found it: what it
/// added is removed.
/// </summary>
internal sealed class TestDrive : IDisposable
{
    private const string Name = "TestDrive";

    private readonly Stack<HashSet<string>> found = [];
    private string? folder;

    public void Enter(int depth, EngineIntrinsics engine)
    {
        if (depth == 1)
        {
            folder = Directory.CreateTempSubdirectory("oktell-tests-").FullName;
            engine.SessionState.PSVariable.Set("global:" + Name, folder);
            Mount(engine.SessionState, folder);
        }

        found.Push([.. Entries()]);
    }

    public void Leave(int depth)
    {
        var before = found.Pop();
        if (depth == 1)
        {
            Dispose();
            return;
        }

        foreach (var added in Entries().Where(entry => !before.Contains(entry)).OrderByDescending(entry => entry.Length))
        {
            if (Directory.Exists(added))
            {
                Directory.Delete(added, recursive: true);
            }
            else
            {
                File.Delete(added);
            }
        }
    }

    public void Dispose()
    {
        if (folder is not null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        folder = null;
    }

    private static void Mount(SessionState state, string folder)
    {
        if (state.Drive.GetAll().Any(drive => drive.Name == Name))
        {
            state.Drive.Remove(Name, force: true, "global");
        }

        state.Drive.New(new PSDriveInfo(Name, state.Provider.GetOne("FileSystem"), folder, "Files of the running tests.", null), "global");
    }

    private IEnumerable<string> Entries() => folder is null ? [] : Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories);
}
