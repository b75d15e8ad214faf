using System.Text;
using CsCheck;
using OktellConnect.Files;
using OktellConnect.Testing;
using Sylvan.Data.Csv;

namespace OktellConnect.Engine.Tests.Files;

public sealed class DelimitedReaderTests : IDisposable
{
    private static readonly DelimitedColumn[] Columns =
    [
        new("Номер телефона", required: true, "Number", "Phone"),
        new("Наименование", required: true, "Name"),
        new("Комментарий", required: false, "Comment"),
    ];

    private static readonly Encoding Cyrillic = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(FileEncoding.Utf8, ';')]
    [InlineData(FileEncoding.Utf8WithBom, ',')]
    [InlineData(FileEncoding.Windows1251, ';')]
    [InlineData(FileEncoding.Windows1251, '\t')]
    [InlineData(FileEncoding.Utf16, '\t')]
    [InlineData(FileEncoding.Utf16BigEndian, ';')]
    public void Encoding_and_separator_are_detected(FileEncoding encoding, char separator)
    {
        var path = Write(FileEncodings.Get(encoding), $"Номер телефона{separator}Наименование\r\n+79161234567{separator}Ёлка\r\n");

        using var reader = Open(path, Columns);

        Assert.Equal(encoding, reader.Encoding);
        Assert.Equal(separator, reader.Separator);
        Assert.True(reader.Read());
        Assert.Equal("+79161234567", reader[0]);
        Assert.Equal("Ёлка", reader[1]);
        Assert.Equal("", reader[2]);
        Assert.False(reader.Read());
    }

    [Fact]
    public void The_sample_of_the_sales_department_is_Windows_1251_with_semicolons()
    {
        using var reader = Open(Samples.Numbers, Columns);
        Assert.Equal("Windows-1251", reader.EncodingName);
        Assert.Equal(';', reader.Separator);
        var rows = 0;
        while (reader.Read())
        {
            rows++;
            Assert.False(reader.IsUneven);
            Assert.Equal(rows + 1, reader.Line);
        }

        Assert.Equal(50_000, rows);
    }

    [Fact]
    public void A_comma_in_a_header_of_semicolons_does_not_mislead()
    {
        var path = Write(Encoding.UTF8, "a,b,c,d;Номер телефона;Наименование\n1;2;3\n");
        using var reader = Open(path, Columns);
        Assert.Equal(';', reader.Separator);
    }

    [Fact]
    public void Columns_are_found_under_their_Russian_and_English_names_in_any_case_and_order()
    {
        var path = Write(Encoding.UTF8, " NAME ;прочее; номер Телефона\nИванов;x;101\n");
        using var reader = Open(path, Columns);
        Assert.True(reader.Read());
        Assert.Equal("101", reader[0]);
        Assert.Equal("Иванов", reader[1]);
        Assert.Equal(10, reader.ColumnOf(0));
        Assert.False(reader.HasColumn(2));
    }

    [Fact]
    public void Rows_know_their_line_in_the_file_behind_empty_lines_and_quoted_line_breaks()
    {
        var path = Write(Encoding.UTF8, "Number;Name\r\n1;\"a\r\nb\nc\"\r\n\r\n;\r\n2;d\r3;e");
        using var reader = Open(path, Columns);
        var seen = new List<(int, string, string)>();
        while (reader.Read())
        {
            seen.Add((reader.Line, reader[0], reader[1]));
        }

        Assert.Equal([(2, "1", "a\r\nb\nc"), (7, "2", "d"), (8, "3", "e")], seen);
    }

    [Fact]
    public void A_row_with_more_or_fewer_values_is_told_from_the_others()
    {
        var path = Write(Encoding.UTF8, "Number;Name\n1;a\n2\n3;c;x\n");
        using var reader = Open(path, Columns);
        var uneven = new List<bool>();
        while (reader.Read())
        {
            uneven.Add(reader.IsUneven);
        }

        Assert.Equal([false, true, true], uneven);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var failure = Fails(OktellErrors.FileNotFound, folder.File("нет.csv"));
        Assert.Contains("нет.csv", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n \r\n")]
    public void An_empty_file_is_an_error(string content) => Fails(OktellErrors.FileEmpty, Write(Encoding.UTF8, content));

    [Fact]
    public void An_empty_file_with_a_byte_order_mark_is_an_error() =>
        Fails(OktellErrors.FileEmpty, Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), ""));

    [Theory]
    [InlineData("+79161234567;Иванов\n+79161234568;Петров\n")]
    [InlineData("Иванов Иван;Да\n")]
    public void A_file_without_a_header_is_told_from_one_with_wrong_names(string content) => Fails(OktellErrors.HeaderMissing, Write(Cyrillic, content));

    [Fact]
    public void A_wrong_header_names_what_is_missing_and_what_is_there()
    {
        var failure = Fails(OktellErrors.ColumnMissing, Write(Cyrillic, "Кто;Что\n1;2\n"));
        Assert.Contains("line 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("«Номер телефона», «Наименование»; found «Кто», «Что»", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_named_alone()
    {
        var failure = Fails(OktellErrors.ColumnMissing, Write(Cyrillic, "Номер телефона;Комментарий\n1;2\n"));
        Assert.Contains("no column «Наименование»;", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_given_twice_is_an_error_at_its_place()
    {
        var failure = Fails(OktellErrors.ColumnDuplicate, Write(Cyrillic, "Номер телефона;Наименование;Phone\n1;2;3\n"));
        Assert.Contains("line 1, column 29", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_never_closes_is_reported_where_it_opens()
    {
        var path = Write(Cyrillic, "Номер телефона;Наименование\n1;a\n2;\"ООО\n3;c\n4;d\n");
        var failure = ReadFails(OktellErrors.QuoteUnbalanced, path);
        Assert.Contains($"{path}, line 3, column 3:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_behind_a_closing_quote_is_reported_at_its_place()
    {
        var failure = ReadFails(OktellErrors.QuoteUnbalanced, Write(Cyrillic, "Номер телефона;Наименование\n1;\"ООО \"Ромашка\"\"\n"));
        Assert.Contains("line 2, column 9:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_quote_in_a_long_file_is_called_that_and_not_a_long_row()
    {
        var path = Write(Cyrillic, "Номер телефона;Наименование\n1;\"ООО\n" + string.Concat(Enumerable.Repeat("2;б\n", 400_000)));
        var failure = ReadFails(OktellErrors.QuoteUnbalanced, path);
        Assert.Contains("line 2, column 3:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_inside_a_plain_value_are_part_of_it()
    {
        using var reader = Open(Write(Encoding.UTF8, "Number;Name\n1;ООО \"Ромашка\"\n"), Columns);
        Assert.True(reader.Read());
        Assert.Equal("ООО \"Ромашка\"", reader[1]);
    }

    [Fact]
    public void A_Windows_1251_line_in_a_UTF8_file_is_found()
    {
        var path = folder.File("mixed.csv");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes("Номер телефона;Наименование\n1;Иванов\n2;Ян "), .. Cyrillic.GetBytes("Петров\n"), .. Encoding.UTF8.GetBytes("3;Сидоров\n")]);
        var failure = Fails(OktellErrors.EncodingMixed, path);
        Assert.Contains("line 3, column 6:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_UTF8_line_in_a_Windows_1251_file_is_found()
    {
        var path = folder.File("mixed.csv");
        File.WriteAllBytes(path, [.. Cyrillic.GetBytes("Номер телефона;Наименование\n1;Иванов\n2;"), .. Encoding.UTF8.GetBytes("Петров\n")]);
        var failure = Fails(OktellErrors.EncodingMixed, path);
        Assert.Contains("line 3, column 3:", failure.Message, StringComparison.Ordinal);

        using var forced = Open(path, Columns, new DelimitedReadOptions { Encoding = FileEncoding.Windows1251 });
        Assert.True(forced.Read() && forced.Read());
        Assert.Equal("РџРµС‚СЂРѕРІ", forced[1]);
    }

    [Fact]
    public void A_Windows_1251_file_called_UTF8_is_refused_at_its_first_letter()
    {
        var path = Write(Cyrillic, "Number;Name\n1;Иванов\n");
        var failure = Assert.Throws<OktellException>(() => Open(path, Columns, new DelimitedReadOptions { Encoding = FileEncoding.Utf8 }));
        Assert.Same(OktellErrors.EncodingMixed, failure.Error);
        Assert.Contains("line 2, column 3:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_byte_of_Windows_1251_can_be_read()
    {
        var path = folder.File("bytes.csv");
        File.WriteAllBytes(path, [.. Cyrillic.GetBytes("Номер телефона;Наименование\n1;"), .. Enumerable.Range(0x80, 128).Select(value => (byte)value), (byte)'\n']);
        using var reader = Open(path, Columns);
        Assert.True(reader.Read());
        Assert.Equal(128, reader[1].Length);
    }

    [Fact]
    public void A_line_of_100_MB_is_an_error_and_not_memory()
    {
        var path = folder.File("long.csv");
        using (var stream = File.Create(path))
        {
            stream.Write(Encoding.ASCII.GetBytes("Number;Name\n1;a\n"));
            var block = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
            for (var count = 0; count < 100; count++)
            {
                stream.Write(block);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var failure = ReadFails(OktellErrors.RowTooLong, path);
        Assert.Contains("line 3", failure.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 12_000_000);
    }

    [Fact]
    public void A_header_of_100_MB_is_an_error_too()
    {
        var path = Write(Encoding.ASCII, new string('x', 3_000_000));
        Fails(OktellErrors.RowTooLong, path);
    }

    [Fact]
    public void Rows_are_limited_to_the_character()
    {
        var path = Write(Encoding.ASCII, "Number;Name\n1;" + new string('x', 38) + "\n2;" + new string('x', 39) + "\n");
        using var reader = Open(path, Columns, new DelimitedReadOptions { MaxRowLength = 41 });
        Assert.True(reader.Read());
        Assert.Same(OktellErrors.RowTooLong, Assert.Throws<OktellException>(() => reader.Read()).Error);
    }

    [Fact]
    public void Well_formed_files_are_read_as_another_reader_reads_them()
    {
        var values = Gen.String[Gen.Char["ab;,\"\r\nЖ \t"], 0, 8];
        Gen.Select(values.Array[3].Array[0, 12], Gen.Char[";,\t"]).Sample((rows, separator) =>
        {
            var path = folder.File("other.csv");
            var written = new StringBuilder($"Number{separator}Name{separator}Comment\n");
            foreach (var row in rows)
            {
                written.AppendJoin(separator, row.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
            }

            File.WriteAllText(path, written.ToString());
            using var ours = Open(path, Columns, new DelimitedReadOptions { Separator = separator, RemoveFormulaGuard = false });
            using var text = new StreamReader(path);
            using var theirs = CsvDataReader.Create(text, new CsvDataReaderOptions { Delimiter = separator, CsvStyle = CsvStyle.Standard, ResultSetMode = ResultSetMode.SingleResult });
            while (theirs.Read())
            {
                string[] expected = [theirs.GetString(0), theirs.GetString(1), theirs.GetString(2)];
                if (expected.All(value => value.Length == 0))
                {
                    continue;
                }

                Assert.True(ours.Read());
                Assert.Equal(expected, new[] { ours[0], ours[1], ours[2] });
            }

            Assert.False(ours.Read());
        }, iter: 300, threads: 1);
    }

    private string Write(Encoding encoding, string content)
    {
        var path = folder.File("input.csv");
        File.WriteAllText(path, content, encoding);
        return path;
    }

    private static OktellException Fails(OktellErrorInfo error, string path)
    {
        var failure = Assert.Throws<OktellException>(() => Open(path, Columns).Dispose());
        Assert.Same(error, failure.Error);
        return failure;
    }

    private static DelimitedReader Open(string path, DelimitedColumn[] columns, DelimitedReadOptions? options = null) =>
        DelimitedReader.Open(path, columns, options, TestContext.Current.CancellationToken);

    private static OktellException ReadFails(OktellErrorInfo error, string path)
    {
        using var reader = Open(path, Columns);
        var failure = Assert.Throws<OktellException>(() =>
        {
            while (reader.Read())
            {
            }
        });
        Assert.Same(error, failure.Error);
        return failure;
    }
}
