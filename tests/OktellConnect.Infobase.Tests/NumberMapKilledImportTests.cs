using System.Diagnostics;
using System.Globalization;
using OktellConnect.Infobase;
using OktellConnect.Testing;

namespace OktellConnect.Infobase.Tests;

/// <summary>An import in a process of its own, killed at a chosen row.</summary>
public sealed class NumberMapKilledImportTests
{
    private const string FolderVariable = "OKTELL_TEST_IMPORT_FOLDER";
    private const string RowVariable = "OKTELL_TEST_IMPORT_ROW";

    [Theory]
    [InlineData(1)]
    [InlineData(40_000)]
    [InlineData(50_000)]
    public async Task An_import_killed_at_any_row_leaves_nothing_and_a_second_run_ends_as_if_it_were_the_first(int row)
    {
        using var file = new InfobaseFile();
        var path = file.File("numbers.csv");
        File.Copy(SampleFiles.Find("numbers.csv"), path);
        using (await file.OpenAsync())
        {
            // Makes the file, so that the child only imports.
        }

        // Not the current process's path: started as "dotnet ….dll" that is dotnet itself.
        var program = Path.ChangeExtension(typeof(NumberMapKilledImportTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-method", $"{typeof(NumberMapKilledImportTests).FullName}.{nameof(The_import_that_is_killed)}", "-explicit", "only" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[FolderVariable] = file.Folder;
        start.Environment[RowVariable] = row.ToString(CultureInfo.InvariantCulture);
        using (var child = Process.Start(start)!)
        {
            var output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await Eventually.Until("the child has reached its row or ended", () => File.Exists(file.File("reached")) || child.HasExited, TimeSpan.FromMinutes(3));
            Assert.False(child.HasExited, child.HasExited ? await output : "");
            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var infobase = await file.OpenAsync();
        Assert.Empty(await infobase.GetNumberMapPageAsync(null, 1, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(file.File("numbers.rejects.csv")));

        var summary = await NumberMapImport.RunAsync(infobase, path, new NumberMapImportOptions(), null, null, TestContext.Current.CancellationToken);
        Assert.Equal((49_754, 0, 541), (summary.Added, summary.Changed, summary.Rejected));
        Assert.True(File.Exists(file.File("numbers.rejects.csv")));
        Assert.Empty(Directory.GetFiles(file.Folder, "*.tmp"));
    }

    /// <summary>What the child runs; never on its own.</summary>
    [Fact(Explicit = true)]
    public async Task The_import_that_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        var stopAt = int.Parse(Environment.GetEnvironmentVariable(RowVariable)!, CultureInfo.InvariantCulture);
        using var infobase = await Sqlite.SqliteInfobase.OpenAsync(Path.Combine(folder, "infobase.db"), TestContext.Current.CancellationToken);
        using var never = new ManualResetEventSlim();
        var rows = 0;
        await NumberMapImport.RunAsync(infobase, Path.Combine(folder, "numbers.csv"), new NumberMapImportOptions(), _ =>
        {
            if (++rows == stopAt)
            {
                File.WriteAllText(Path.Combine(folder, "reached"), "");
                never.Wait(TestContext.Current.CancellationToken);
            }
        }, null, TestContext.Current.CancellationToken);
    }
}
