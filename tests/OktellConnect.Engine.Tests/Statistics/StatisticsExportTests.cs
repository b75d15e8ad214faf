using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CsCheck;
using OktellConnect.Files;
using OktellConnect.Statistics;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Statistics;

public sealed class StatisticsExportTests : IDisposable
{
    private static readonly CallRecordQuery October = new() { From = new DateTime(2026, 10, 1), To = new DateTime(2026, 11, 1) };

    private static readonly CallRecord Incoming = new()
    {
        Id = "0f8fad5b-d9cb-469f-a165-70867728950e", ChainId = "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        Started = new DateTime(2026, 10, 5, 9, 0, 0, 123), Answered = new DateTime(2026, 10, 5, 9, 0, 7, 500), Ended = new DateTime(2026, 10, 5, 9, 3, 0),
        Direction = CallDirection.Incoming, ConnectionType = 5,
        From = new CallParty("+79161234567", null, null), To = new CallParty("101", "Иванов Иван", "3fa85f64-5717-4562-b3fc-2c963f66afa6"),
        Dialled = "84951112233", Recorded = true, RecordLink = "/download/rec/1", CustomerName = "ООО \"Ромашка; и друзья\"",
    };

    private static readonly CallRecord Live = new()
    {
        Id = "leg-2", Started = new DateTime(2026, 10, 5, 10, 0, 0), Direction = CallDirection.Outgoing, ConnectionType = 1,
        From = new CallParty("102", "=1+2", null), To = new CallParty("+74951112233", null, null), Dialled = "+74951112233",
    };

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Csv_is_what_Excel_in_Russia_opens()
    {
        await ExportAsync([Incoming, Live], new StatisticsExportOptions());

        var expected =
            "\uFEFFНачало;Ответ;Окончание;Направление;Номер А;Абонент А;Номер Б;Абонент Б;Набранный номер;Клиент;Ожидание, с;Разговор, с;Отвечен;Записан;Ссылка на запись;Цепочка;Коммутация\r\n"
            + "2026-10-05 09:00:00;2026-10-05 09:00:07;2026-10-05 09:03:00;Входящий;+79161234567;\"ООО \"\"Ромашка; и друзья\"\"\";101;Иванов Иван;84951112233;\"ООО \"\"Ромашка; и друзья\"\"\";7;172;Да;Да;/download/rec/1;7c9e6679-7425-40de-944b-e07fc1f90ae7;0f8fad5b-d9cb-469f-a165-70867728950e\r\n"
            + "2026-10-05 10:00:00;;;Исходящий;102;'=1+2;+74951112233;+74951112233;+74951112233;;0;0;Нет;Нет;;;leg-2\r\n";
        Assert.Equal(Encoding.UTF8.GetBytes(expected), await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Csv_in_English_with_another_separator_and_encoding_is_as_asked()
    {
        await ExportAsync([Incoming], new StatisticsExportOptions { Language = ExportLanguage.En, Separator = ',', Encoding = FileEncoding.Windows1251 });

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var lines = await File.ReadAllLinesAsync(FilePath, Encoding.GetEncoding(1251), TestContext.Current.CancellationToken);
        Assert.Equal("Started,Answered,Ended,Direction,Number A,Party A,Number B,Party B,Dialled,Customer,\"Wait, s\",\"Talk, s\",Is answered,Is recorded,Record link,Chain,Commutation", lines[0]);
        Assert.StartsWith("2026-10-05 09:00:00,2026-10-05 09:00:07,2026-10-05 09:03:00,Incoming,+79161234567,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",101,Иванов Иван,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_a_call_a_line_without_a_byte_order_mark()
    {
        await ExportAsync([Incoming, Live], new StatisticsExportOptions { Format = StatisticsFormat.Json });

        var expected =
            """{"id":"0f8fad5b-d9cb-469f-a165-70867728950e","chainId":"7c9e6679-7425-40de-944b-e07fc1f90ae7","started":"2026-10-05T09:00:00.123","answered":"2026-10-05T09:00:07.500","ended":"2026-10-05T09:03:00.000","direction":"incoming","connectionType":5,"from":{"number":"+79161234567","name":null,"userId":null},"to":{"number":"101","name":"Иванов Иван","userId":"3fa85f64-5717-4562-b3fc-2c963f66afa6"},"dialled":"84951112233","customerNumber":"+79161234567","customerName":"ООО \"Ромашка; и друзья\"","waitSeconds":7.377,"talkSeconds":172.5,"isAnswered":true,"recorded":true,"recordLink":"/download/rec/1"}""" + "\n"
            + """{"id":"leg-2","chainId":null,"started":"2026-10-05T10:00:00.000","answered":null,"ended":null,"direction":"outgoing","connectionType":1,"from":{"number":"102","name":"=1+2","userId":null},"to":{"number":"+74951112233","name":null,"userId":null},"dialled":"+74951112233","customerNumber":"+74951112233","customerName":null,"waitSeconds":0,"talkSeconds":0,"isAnswered":false,"recorded":false,"recordLink":null}""" + "\n";
        Assert.Equal(Encoding.UTF8.GetBytes(expected), await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_summary_counts_records_calls_and_names()
    {
        var summary = await ExportAsync([Incoming, Incoming with { Id = "2", CustomerName = null }, Live], new StatisticsExportOptions());

        Assert.Equal((3, 2, 1), (summary.Count, summary.Calls, summary.Named));
        Assert.Equal((FilePath, October.From, October.To), (summary.Path, summary.From, summary.To));
        Assert.Empty(summary.Warnings);
    }

    [Fact]
    public void Legs_of_a_chain_are_one_call_across_midnight_and_memory_forgets_old_chains()
    {
        var counter = new ChainCounter(TimeSpan.FromDays(1));
        var start = new DateTime(2026, 10, 1);
        for (var hour = 0; hour < 100; hour++)
        {
            counter.Add(Live with { ChainId = $"chain-{hour}", Started = start.AddHours(hour) });
            counter.Add(Live with { ChainId = $"chain-{hour}", Started = start.AddHours(hour + 3) });
            counter.Add(Live with { ChainId = null, Started = start.AddHours(hour) });
        }

        Assert.Equal(200, counter.Count);
    }

    [Fact]
    public async Task An_empty_period_is_a_file_with_a_header()
    {
        var summary = await ExportAsync([], new StatisticsExportOptions());

        Assert.Equal(0, summary.Count);
        Assert.Single(await File.ReadAllLinesAsync(FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_unless_that_is_refused()
    {
        await File.WriteAllTextAsync(FilePath, "yesterday", TestContext.Current.CancellationToken);

        var source = new CallRecordList([Incoming]);
        var refused = await Assert.ThrowsAsync<OktellException>(() => ExportAsync(source, new StatisticsExportOptions { NoClobber = true }));
        Assert.Same(OktellErrors.ExportFileExists, refused.Error);
        Assert.False(source.WasOpened);
        AssertUntouched();

        await ExportAsync([Incoming], new StatisticsExportOptions());
        Assert.StartsWith("Начало", await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatisticsFormat.Csv)]
    [InlineData(StatisticsFormat.Json)]
    public async Task A_source_that_cannot_prove_its_end_leaves_the_previous_file(StatisticsFormat format)
    {
        await File.WriteAllTextAsync(FilePath, "yesterday", TestContext.Current.CancellationToken);
        var end = new OktellException(OktellErrors.CallJournalUnproven, "Not proven.");

        var error = await Assert.ThrowsAsync<OktellException>(() => ExportAsync(new CallRecordList([Incoming], end), new StatisticsExportOptions { Format = format }));

        Assert.Same(end, error);
        AssertUntouched();
    }

    [Theory]
    [InlineData(StatisticsFormat.Csv)]
    [InlineData(StatisticsFormat.Json)]
    public async Task A_disk_that_fills_is_an_error_of_its_own_and_leaves_the_previous_file(StatisticsFormat format)
    {
        await File.WriteAllTextAsync(FilePath, "yesterday", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<OktellException>(() => StatisticsExport.RunAsync(
            new CallRecordList(Enumerable.Repeat(Incoming, 1000)), October, FilePath, new StatisticsExportOptions { Format = format }, null,
            path => AtomicFile.Create(path, temporary => new FillingStream(new FileStream(temporary, FileMode.CreateNew), 100_000)),
            TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Same(OktellErrors.DiskFull, error.Error);
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
        AssertUntouched();
    }

    [Theory]
    [InlineData(StatisticsFormat.Csv, 1000)]
    [InlineData(StatisticsFormat.Json, 1000)]
    [InlineData(StatisticsFormat.Csv, 150)]
    public async Task A_real_small_disk_that_fills_leaves_the_previous_file(StatisticsFormat format, int records)
    {
        var disk = folder.File("disk");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "A small disk can be mounted by root on Linux only.");
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk), "Mounting is not allowed here.");
        try
        {
            var path = Path.Combine(disk, "statistics");
            await File.WriteAllTextAsync(path, "yesterday", TestContext.Current.CancellationToken);

            var error = await Assert.ThrowsAsync<OktellException>(() => StatisticsExport.RunAsync(
                new CallRecordList(Enumerable.Repeat(Incoming, records)), October, path, new StatisticsExportOptions { Format = format }, null, TestContext.Current.CancellationToken));

            Assert.Same(OktellErrors.DiskFull, error.Error);
            Assert.Equal("yesterday", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
            Assert.Equal([path], Directory.GetFiles(disk));
        }
        finally
        {
            Assert.True(await RunAsync("umount", disk));
        }
    }

    [Fact]
    public async Task A_folder_as_the_target_is_refused_before_the_server_is_asked()
    {
        var source = new CallRecordList([Incoming]);

        var error = await Assert.ThrowsAsync<OktellException>(() =>
            StatisticsExport.RunAsync(source, October, folder.Path, new StatisticsExportOptions(), null, TestContext.Current.CancellationToken));

        Assert.Same(OktellErrors.PathNotFile, error.Error);
        Assert.False(source.WasOpened);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_error()
    {
        var error = await Assert.ThrowsAsync<OktellException>(() => StatisticsExport.RunAsync(
            new CallRecordList([Incoming]), October, folder.File(Path.Combine("none", "statistics.csv")), new StatisticsExportOptions(), null, TestContext.Current.CancellationToken));

        Assert.Same(OktellErrors.WriteFailed, error.Error);
    }

    [Fact]
    public async Task A_name_that_the_encoding_cannot_hold_is_an_error_and_leaves_the_previous_file()
    {
        await File.WriteAllTextAsync(FilePath, "yesterday", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<OktellException>(() =>
            ExportAsync([Incoming with { CustomerName = "株式会社" }], new StatisticsExportOptions { Encoding = FileEncoding.Windows1251 }));

        Assert.Same(OktellErrors.CharacterNotInEncoding, error.Error);
        AssertUntouched();
    }

    [Fact]
    public async Task A_stopped_export_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StatisticsExport.RunAsync(
            new CallRecordList(Enumerable.Repeat(Incoming, 10)), October, FilePath, new StatisticsExportOptions(), _ => stop.Cancel(), stop.Token));

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Whatever_the_names_are_the_csv_reads_back_as_it_was_written()
    {
        var text = Gen.Frequency((3, Gen.String[Gen.Char["абвABC 12;,\t\"'=+-@\r\n|"], 0, 12]), (1, Gen.String.Where(IsText)));
        var separators = Gen.Char[";,\t|"];
        Gen.Select(text.Array[1, 8], text, separators).Sample((names, dialled, separator) =>
        {
            using var temporary = new TemporaryFolder();
            var path = temporary.File("statistics.csv");
            var records = names.Select(name => Incoming with { CustomerName = name.Length == 0 ? null : name, Dialled = dialled.Length == 0 ? null : dialled }).ToList();
            StatisticsExport.RunAsync(new CallRecordList(records), October, path, new StatisticsExportOptions { Separator = separator }, null, CancellationToken.None).GetAwaiter().GetResult();

            using var reader = DelimitedReader.Open(path, [new DelimitedColumn("Клиент", true), new DelimitedColumn("Набранный номер", true), new DelimitedColumn("Коммутация", true)],
                new DelimitedReadOptions { Separator = separator });
            foreach (var record in records)
            {
                Assert.True(reader.Read());
                Assert.False(reader.IsUneven);
                Assert.Equal(record.CustomerName ?? "", reader[0]);
                Assert.Equal(record.Dialled ?? "", reader[1]);
                Assert.Equal(record.Id, reader[2]);
            }

            Assert.False(reader.Read());
        });
    }

    [Fact]
    public void Whatever_the_names_are_every_json_line_reads_back_as_it_was_written() =>
        Gen.String.Where(IsText).Array[1, 8].Sample(names =>
        {
            using var temporary = new TemporaryFolder();
            var path = temporary.File("statistics.jsonl");
            StatisticsExport.RunAsync(
                new CallRecordList(names.Select(name => Incoming with { CustomerName = name })), October, path, new StatisticsExportOptions { Format = StatisticsFormat.Json }, null, CancellationToken.None)
                .GetAwaiter().GetResult();

            var lines = File.ReadAllText(path).Split('\n')[..^1];
            Assert.Equal(names, lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("customerName").GetString()));
        });

    public void Dispose() => folder.Dispose();

    private string FilePath => folder.File("statistics");

    private static bool IsText(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    private Task<StatisticsExportSummary> ExportAsync(IEnumerable<CallRecord> records, StatisticsExportOptions options) => ExportAsync(new CallRecordList(records), options);

    private Task<StatisticsExportSummary> ExportAsync(ICallRecordSource source, StatisticsExportOptions options) =>
        StatisticsExport.RunAsync(source, October, FilePath, options, null, TestContext.Current.CancellationToken);

    private void AssertUntouched()
    {
        Assert.Equal("yesterday", File.ReadAllText(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(folder.Path));
    }

    /// <summary>A disk with little room left.</summary>
    private sealed class FillingStream(Stream inner, long room) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (inner.Length + count > room)
            {
                throw new IOException("No space left on device", 28);
            }

            inner.Write(buffer, offset, count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }
        }
    }
}
