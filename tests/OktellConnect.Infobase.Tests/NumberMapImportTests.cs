using System.Text;
using OktellConnect.Files;
using OktellConnect.Infobase;
using OktellConnect.Infobase.Sqlite;

namespace OktellConnect.Infobase.Tests;

public sealed class NumberMapImportTests : IDisposable
{
    private const string Header = "Номер телефона;Тип объекта;Идентификатор;Наименование;Комментарий\r\n";
    private const string Customer = "СправочникСсылка.Контрагенты;30021c39-e012-45a2-a82b-174c0d5b531d;ООО Маяк;";
    private readonly InfobaseFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task The_sample_gives_the_figures_that_its_rows_hold_and_nothing_the_second_time()
    {
        // Counted from the file by other means: 49,754 pairs of number and object, 541 cells of rubbish, 748 accepted rows that say again what was said.
        using var infobase = await file.OpenAsync();
        var path = file.File("numbers.csv");
        File.Copy(SampleFiles.Find("numbers.csv"), path);

        var first = await Import(infobase, path);
        Assert.Equal((50_000, 49_754, 0, 761, 541, 748), (first.Rows, first.Added, first.Changed, first.Unchanged, first.Rejected, first.Repeated));
        Assert.Equal(["NumberTooShort 240", "NumberNoDigits 236", "NumberEmpty 65"], first.RejectedByReason.Select(reason => reason.ToString()));
        Assert.Equal(("Windows-1251", ';', 0), (first.Encoding, first.Separator, first.Doubtful));
        Assert.Equal(file.File("numbers.rejects.csv"), first.RejectPath);

        var second = await Import(infobase, path);
        Assert.Equal((0, 0, 50_515, 541), (second.Added, second.Changed, second.Unchanged, second.Rejected));
        Assert.Equal(49_754, await Count(infobase));
    }

    [Fact]
    public async Task A_test_says_what_the_import_then_does_and_changes_nothing()
    {
        using var infobase = await file.OpenAsync();
        var path = Write(Header + $"89161234567;{Customer}\r\n+79161234567, 101;{Customer}\r\nнет;{Customer}\r\n101;{Customer}новый\r\n");
        var (planned, done) = (new List<NumberMapRowResult>(), new List<NumberMapRowResult>());

        var plan = await NumberMapImport.RunAsync(infobase, path, new NumberMapImportOptions { Apply = false }, planned.Add, null, Cancellation);
        Assert.False(plan.Applied);
        Assert.Equal(0, await Count(infobase));
        Assert.Equal(["infobase.db", "input.csv"], Files());

        await NumberMapImport.RunAsync(infobase, path, new NumberMapImportOptions(), done.Add, null, Cancellation);
        Assert.Equal(planned.Select(Text), done.Select(Text));
        Assert.Equal(["2 Added +79161234567 Added", "3 Added +79161234567 Unchanged, 101 Added | Repeats line 2", "4 Rejected  | NumberNoDigits", "5 Rejected  | Contradiction"], done.Select(Text));
    }

    [Fact]
    public async Task A_row_knows_its_line_cell_object_and_the_column_at_fault()
    {
        using var infobase = await file.OpenAsync();
        var rows = new List<NumberMapRowResult>();
        var path = Write(Header + "\r\n8(495;" + Customer + "\"a\r\nb\"\r\n89161234567;СправочникСсылка.Контрагенты;не-ид;Имя;\r\n");
        await NumberMapImport.RunAsync(infobase, path, new NumberMapImportOptions(), rows.Add, null, Cancellation);

        Assert.Equal((path, 3, "8(495", "Номер телефона", 1, "a\r\nb"), (rows[0].Path, rows[0].Line, rows[0].Text, rows[0].Column, rows[0].Position, rows[0].Comment));
        Assert.Equal("ООО Маяк", rows[0].Object!.Name);
        Assert.Equal((5, "ObjectIdWrong", "Идентификатор", 42), (rows[1].Line, rows[1].Reason, rows[1].Column, rows[1].Position));
    }

    [Theory]
    [InlineData("СправочникСсылка.ЧтоУгодно", "30021c39-e012-45a2-a82b-174c0d5b531d", "Имя", null)]
    [InlineData("ДокументСсылка.Заказ", "{30021C39-E012-45A2-A82B-174C0D5B531D}", "", null)]
    [InlineData("CatalogRef.Контрагенты", "30021c39-e012-45a2-a82b-174c0d5b531d", "Имя", null)]
    [InlineData("Строка", "", "Такси", null)]
    [InlineData("", "", "Такси", null)]
    [InlineData("", "", "", "ObjectMissing")]
    [InlineData("", "30021c39-e012-45a2-a82b-174c0d5b531d", "Имя", "ObjectTypeMissing")]
    [InlineData("Строка", "30021c39-e012-45a2-a82b-174c0d5b531d", "Имя", "ObjectIdUnexpected")]
    [InlineData("ПеречислениеСсылка.Цвета", "30021c39-e012-45a2-a82b-174c0d5b531d", "Имя", "ObjectTypeWrong")]
    [InlineData("СправочникСсылка.", "30021c39-e012-45a2-a82b-174c0d5b531d", "Имя", "ObjectTypeWrong")]
    [InlineData("СправочникСсылка.А Б", "30021c39-e012-45a2-a82b-174c0d5b531d", "Имя", "ObjectTypeWrong")]
    [InlineData("СправочникСсылка.Контрагенты", "", "Имя", "ObjectIdMissing")]
    [InlineData("СправочникСсылка.Контрагенты", "00000000-0000-0000-0000-000000000000", "Имя", "ObjectIdWrong")]
    [InlineData("СправочникСсылка.Контрагенты", "30021c39", "Имя", "ObjectIdWrong")]
    public async Task Any_reference_or_plain_text_can_own_a_number(string type, string id, string name, string? reason)
    {
        using var infobase = await file.OpenAsync();
        var rows = new List<NumberMapRowResult>();
        await NumberMapImport.RunAsync(infobase, Write($"{Header}101;{type};{id};{name};\r\n"), new NumberMapImportOptions(), rows.Add, null, Cancellation);
        Assert.Equal(reason, Assert.Single(rows).Reason);
        Assert.Equal(reason is null ? 1 : 0, await Count(infobase));
    }

    [Fact]
    public async Task Rejected_rows_corrected_and_fed_back_are_imported()
    {
        using var infobase = await file.OpenAsync();
        var path = Write(Header + $"8(495;{Customer}=2+5\r\n101;{Customer}@бух\r\n", FileEncoding.Windows1251);
        await Import(infobase, path);
        var rejects = file.File("input.rejects.csv");
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        Assert.Equal($"{Header[..^2]};Строка;Причина\r\n8(495;{Customer}=2+5;2;Мало цифр для внешнего номера, и это не внутренний номер\r\n", File.ReadAllText(rejects, encoding));

        File.WriteAllText(rejects, File.ReadAllText(rejects, encoding).Replace("8(495;", "8(495)1234567;", StringComparison.Ordinal), encoding);
        var again = await Import(infobase, rejects);
        Assert.Equal((1, 0), (again.Added, again.Rejected));
        Assert.Equal("=2+5", Assert.Single(await infobase.FindNumberAsync("+74951234567", Cancellation)).Comment);
    }

    [Fact]
    public async Task Rejects_of_an_earlier_run_do_not_outlive_a_clean_one()
    {
        using var infobase = await file.OpenAsync();
        await Import(infobase, Write(Header + $"нет;{Customer}\r\n"));
        Assert.True(File.Exists(file.File("input.rejects.csv")));
        var clean = await Import(infobase, Write(Header + $"101;{Customer}\r\n"));
        Assert.Null(clean.RejectPath);
        Assert.False(File.Exists(file.File("input.rejects.csv")));
    }

    [Fact]
    public async Task A_name_that_changed_since_the_last_import_is_changed()
    {
        using var infobase = await file.OpenAsync();
        await Import(infobase, Write(Header + $"101;{Customer}\r\n102;{Customer}\r\n"));
        var second = await Import(infobase, Write(Header + $"101 доб. 5;{Customer}\r\n102;{Customer}\r\n"));
        Assert.Equal((0, 1, 1), (second.Added, second.Changed, second.Unchanged));
    }

    [Fact]
    public async Task Replacing_removes_what_the_file_does_not_have_and_leaves_the_rest_unchanged()
    {
        using var infobase = await file.OpenAsync();
        var many = string.Concat(Enumerable.Range(1000, 2500).Select(number => $"{number};{Customer}\r\n"));
        await Import(infobase, Write(Header + many));
        var replaced = await Import(infobase, Write(Header + $"1500;{Customer}\r\n9999;{Customer}\r\n"), new NumberMapImportOptions { Replace = true });
        Assert.Equal((1, 1, 2499), (replaced.Added, replaced.Unchanged, replaced.Removed));
        Assert.Equal(2, await Count(infobase));
    }

    [Fact]
    public async Task A_fault_in_the_last_line_leaves_nothing_behind()
    {
        using var infobase = await file.OpenAsync();
        var path = Write(Header + $"101;{Customer}\r\nнет;{Customer}\r\n102;{Customer}\"open\r\n");
        var failure = await Assert.ThrowsAsync<OktellException>(() => Import(infobase, path));
        Assert.Same(OktellErrors.QuoteUnbalanced, failure.Error);
        Assert.Equal(0, await Count(infobase));
        Assert.Equal(["infobase.db", "input.csv"], Files());
    }

    [Fact]
    public async Task A_rejects_file_that_cannot_be_written_leaves_nothing_behind()
    {
        using var infobase = await file.OpenAsync();
        var path = Write(Header + $"101;{Customer}\r\nнет;{Customer}\r\n");
        var failure = await Assert.ThrowsAsync<OktellException>(() => Import(infobase, path, new NumberMapImportOptions { RejectPath = file.File("нет/r.csv") }));
        Assert.Same(OktellErrors.WriteFailed, failure.Error);
        Assert.Equal(0, await Count(infobase));
    }

    [Fact]
    public async Task A_listener_that_has_had_enough_stops_the_import_whole()
    {
        using var infobase = await file.OpenAsync();
        var path = Write(Header + $"101;{Customer}\r\n102;{Customer}\r\n");
        await Assert.ThrowsAsync<InvalidOperationException>(() => NumberMapImport.RunAsync(infobase, path, new NumberMapImportOptions(), _ => throw new InvalidOperationException(), null, Cancellation));
        Assert.Equal(0, await Count(infobase));
        Assert.Equal(2, (await Import(infobase, path)).Added);
    }

    [Fact]
    public async Task A_missing_column_is_an_error_that_names_it()
    {
        using var infobase = await file.OpenAsync();
        var failure = await Assert.ThrowsAsync<OktellException>(() => Import(infobase, Write("Номер телефона;Тип объекта;Наименование\r\n101;;Такси\r\n")));
        Assert.Same(OktellErrors.ColumnMissing, failure.Error);
        Assert.Contains("no column «Идентификатор»", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_imports_again_with_nothing_changed()
    {
        using var infobase = await file.OpenAsync();
        var path = Write(Header + $"101;{Customer}=2+5\r\n89161234567 доб. 824, +375 29 9181696;{Customer}\"a;\"\"b\"\"\r\nc\"\r\n102;Строка;;-Такси;'@x\r\n103;Строка;;'=1;\r\n");
        Assert.Equal(5, (await Import(infobase, path)).Added);

        var export = file.File("export.csv");
        Assert.Equal(5, await NumberMapExport.RunAsync(infobase, export, new DelimitedWriteOptions(), null, null, Cancellation));
        Assert.Contains(";'=2+5\r\n", File.ReadAllText(export), StringComparison.Ordinal);
        var again = await Import(infobase, export);
        Assert.Equal((0, 0, 5, 0), (again.Added, again.Changed, again.Unchanged, again.Rejected));
    }

    [Fact]
    public async Task Progress_comes_at_most_five_times_a_second_and_knows_the_time_left()
    {
        using var infobase = await file.OpenAsync();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var path = Write(Header + string.Concat(Enumerable.Range(10_000, 6400).Select(number => $"{number};{Customer}\r\n")));
        var seen = new List<WorkProgress>();
        var rows = 0;
        await NumberMapImport.RunAsync(infobase, path, new NumberMapImportOptions(), _ =>
        {
            if (++rows % 64 == 0)
            {
                time.Advance(TimeSpan.FromMilliseconds(50));
            }
        }, seen.Add, time, Cancellation);

        Assert.Equal(25, seen.Count);
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.Second.Elapsed - pair.First.Elapsed >= TimeSpan.FromMilliseconds(200)));
        Assert.Equal(1280, seen[0].Rate, 5.0);
        Assert.Equal((6401 - 256) / 1280.0, seen[0].Remaining!.Value.TotalSeconds, 0.1);
    }

    private static string Text(NumberMapRowResult row) =>
        $"{row.Line} {row.Action} {string.Join(", ", row.Entries.Select(entry => $"{entry} {entry.Action}"))}{((row.Reason ?? row.Warning) is { } why ? " | " + why : "")}";

    private static Task<NumberMapSummary> Import(IInfobase infobase, string path, NumberMapImportOptions? options = null) =>
        NumberMapImport.RunAsync(infobase, path, options ?? new NumberMapImportOptions(), null, null, Cancellation);

    private static async Task<long> Count(IInfobase infobase)
    {
        var (count, last) = (0L, (NumberMapEntry?)null);
        while (true)
        {
            var page = await infobase.GetNumberMapPageAsync(last, 1000, Cancellation);
            if (page.Count == 0)
            {
                return count;
            }

            count += page.Count;
            last = page[^1];
        }
    }

    private string Write(string content, FileEncoding encoding = FileEncoding.Utf8)
    {
        var path = file.File("input.csv");
        File.WriteAllText(path, content, FileEncodings.Get(encoding));
        return path;
    }

    private IEnumerable<string> Files() => Directory.GetFiles(file.Folder).Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith("-wal", StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal) && !name.EndsWith(".key", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
