using System.Text;
using CsCheck;
using OktellConnect.Files;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Files;

public sealed class DelimitedWriterTests : IDisposable
{
    private static readonly DelimitedColumn[] Columns = [new("A", required: true), new("B", required: true)];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Our_reader_reads_what_our_writer_wrote_whatever_the_text()
    {
        var path = folder.File("round.csv");
        var text = Gen.OneOf(Gen.String, Gen.String[Gen.Char["'=+-@\t\r\n\";, 7Ж"], 0, 6]).Where(value => !value.Any(char.IsSurrogate) && !value.Contains('\uFEFF', StringComparison.Ordinal));
        Gen.Select(text.Array[2].Array[0, 8], Gen.Char[";,\t"], Gen.Int[0, 3], Gen.Bool).Sample((rows, separator, number, guard) =>
        {
            FileEncoding[] encodings = [FileEncoding.Utf8, FileEncoding.Utf8WithBom, FileEncoding.Utf16, FileEncoding.Utf16BigEndian];
            var encoding = encodings[number];
            using (var writer = DelimitedWriter.Create(path, new DelimitedWriteOptions { Encoding = encoding, Separator = separator, GuardFormulas = guard }))
            {
                writer.WriteRow(["A", "B"]);
                foreach (var row in rows)
                {
                    writer.WriteRow(row);
                }

                writer.Commit();
            }

            using var reader = Open(path, Columns, new DelimitedReadOptions { Encoding = encoding, RemoveFormulaGuard = guard });
            foreach (var row in rows.Where(row => row.Any(value => value.Length > 0)))
            {
                Assert.True(reader.Read());
                Assert.Equal(row, new[] { reader[0], reader[1] });
            }

            Assert.False(reader.Read());
        }, iter: 500, threads: 1);
    }

    [Theory]
    [InlineData("=2+5", "'=2+5")]
    [InlineData("@бух", "'@бух")]
    [InlineData("-", "'-")]
    [InlineData("+79161234567", "+79161234567")]
    [InlineData("+7 916", "'+7 916")]
    [InlineData("+", "'+")]
    [InlineData("'=1", "''=1")]
    [InlineData("O'Нил", "O'Нил")]
    [InlineData("'так", "'так")]
    public void Formulas_are_guarded_and_telephone_numbers_are_not(string value, string written)
    {
        Assert.Equal(written, FormulaGuard.Add(value));
        Assert.Equal(value, FormulaGuard.Remove(written));
    }

    [Fact]
    public void The_guard_comes_off_exactly_as_it_went_on() =>
        Gen.String[Gen.Char["'=+-@\t\r0123Ж"], 0, 6].Sample(value => FormulaGuard.Remove(FormulaGuard.Add(value)) == value);

    [Fact]
    public void The_previous_file_stays_until_the_new_one_is_complete()
    {
        var path = folder.File("out.csv");
        File.WriteAllText(path, "before");
        using (var writer = DelimitedWriter.Create(path))
        {
            writer.WriteRow(["A"]);
            writer.Flush();
            Assert.Equal("before", File.ReadAllText(path));
        }

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_flushed_before_is_put_in_its_place_by_the_commit()
    {
        var path = folder.File("out.csv");
        using (var writer = DelimitedWriter.Create(path, new DelimitedWriteOptions { Encoding = FileEncoding.Utf8 }))
        {
            writer.WriteRow(["A"]);
            writer.Flush();
            Assert.False(File.Exists(path));
            writer.Commit();
        }

        Assert.Equal("A\r\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_disk_that_fills_up_leaves_the_previous_file_and_nothing_else()
    {
        var path = folder.File("out.csv");
        File.WriteAllText(path, "before");
        using (var file = AtomicFile.Create(path, temporary => new FillingStream(File.Create(temporary), 100_000)))
        using (var writer = DelimitedWriter.Create(file, null))
        {
            var failure = Assert.Throws<OktellException>(() =>
            {
                for (var row = 0; row < 100_000; row++)
                {
                    writer.WriteRow(["значение", "ещё одно"]);
                }
            });
            Assert.Same(OktellErrors.DiskFull, failure.Error);
            Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var failure = Assert.Throws<OktellException>(() => DelimitedWriter.Create(folder.File("нет/out.csv")));
        Assert.Same(OktellErrors.WriteFailed, failure.Error);
        Assert.Contains("нет", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_not_a_file() =>
        Assert.Same(OktellErrors.PathNotFile, Assert.Throws<OktellException>(() => DelimitedWriter.Create(folder.Path)).Error);

    [Fact]
    public void A_character_the_encoding_does_not_have_is_an_error_and_not_a_question_mark()
    {
        var path = folder.File("out.csv");
        using var writer = DelimitedWriter.Create(path, new DelimitedWriteOptions { Encoding = FileEncoding.Windows1251 });
        writer.WriteRow(["Иванов"]);
        writer.WriteRow(["日本"]);
        var failure = Assert.Throws<OktellException>(writer.Commit);
        Assert.Same(OktellErrors.CharacterNotInEncoding, failure.Error);
        Assert.Contains("U+65E5", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    private static DelimitedReader Open(string path, DelimitedColumn[] columns, DelimitedReadOptions? options = null) =>
        DelimitedReader.Open(path, columns, options, TestContext.Current.CancellationToken);

    private sealed class FillingStream(Stream inner, long limit) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (inner.Position + count > limit)
            {
                throw new IOException("No space left on device", 28);
            }

            inner.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
