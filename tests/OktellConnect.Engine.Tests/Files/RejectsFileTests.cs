using OktellConnect.Files;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Files;

public sealed class RejectsFileTests : IDisposable
{
    private static readonly DelimitedColumn[] Columns = [new("Логин", required: true), new("Пароль", required: false)];
    private static readonly RejectReason Reason = new("Because", "Because", "Потому что");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rejected_rows_keep_their_columns_encoding_and_separator_and_say_why()
    {
        var path = Input(FileEncoding.Windows1251, "Логин\tПароль\tЕщё\r\n=1\tx\t\"a\"\"b\"\r\nok\ty\tz\r\n");
        RejectAll(path, row => row == 1);
        Assert.Equal("Логин\tПароль\tЕщё\tСтрока\tПричина\r\n=1\tx\t\"a\"\"b\"\t2\tПотому что\r\n", Read(RejectsFile.DefaultPath(path), FileEncoding.Windows1251));
    }

    [Fact]
    public void Fed_back_in_the_two_columns_do_not_pile_up()
    {
        var path = Input(FileEncoding.Utf8, "Логин;Строка;Причина;Пароль\r\na;7;Старая;x\r\n");
        RejectAll(path, _ => true);
        Assert.Equal("Логин;Пароль;Строка;Причина\r\na;x;2;Потому что\r\n", Read(RejectsFile.DefaultPath(path), FileEncoding.Utf8));
    }

    [Fact]
    public void Surplus_values_stand_behind_the_reason()
    {
        var path = Input(FileEncoding.Utf8, "Логин;Пароль\r\na;b;c\r\nd\r\n");
        RejectAll(path, _ => true);
        Assert.Equal("Логин;Пароль;Строка;Причина\r\na;b;2;Потому что;c\r\nd;;3;Потому что\r\n", Read(RejectsFile.DefaultPath(path), FileEncoding.Utf8));
    }

    [Fact]
    public void Passwords_are_not_repeated_even_where_a_row_is_shifted()
    {
        var path = Input(FileEncoding.Utf8, "Логин;Пароль\r\na;Secret\r\nSecret\r\nx;y;Secret\r\n");
        RejectAll(path, _ => true, hidden: [1]);
        var written = Read(RejectsFile.DefaultPath(path), FileEncoding.Utf8);
        Assert.DoesNotContain("Secret", written, StringComparison.Ordinal);
        Assert.Contains("a;;2;Потому что", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_of_an_earlier_run_go_when_nothing_is_rejected()
    {
        var path = Input(FileEncoding.Utf8, "Логин;Пароль\r\na;b\r\n");
        File.WriteAllText(RejectsFile.DefaultPath(path), "old");
        RejectAll(path, _ => false);
        Assert.False(File.Exists(RejectsFile.DefaultPath(path)));
    }

    [Fact]
    public void The_input_is_never_overwritten_with_its_rejects()
    {
        var path = Input(FileEncoding.Utf8, "Логин;Пароль\r\na;b\r\n");
        using var reader = Open(path, Columns);
        Assert.Same(OktellErrors.PathNotFile, Assert.Throws<OktellException>(() => new RejectsFile(path, reader)).Error);
    }

    private static void RejectAll(string path, Func<int, bool> rejects, int[]? hidden = null)
    {
        using var reader = Open(path, Columns);
        using var file = new RejectsFile(RejectsFile.DefaultPath(path), reader, hidden);
        for (var row = 1; reader.Read(); row++)
        {
            if (rejects(row))
            {
                file.Add(Reason);
            }
        }

        file.Commit();
    }

    private string Input(FileEncoding encoding, string content)
    {
        var path = folder.File("users.csv");
        File.WriteAllText(path, content, FileEncodings.Get(encoding));
        return path;
    }

    private static DelimitedReader Open(string path, DelimitedColumn[] columns, DelimitedReadOptions? options = null) =>
        DelimitedReader.Open(path, columns, options, TestContext.Current.CancellationToken);

    private static string Read(string path, FileEncoding encoding) => File.ReadAllText(path, FileEncodings.Get(encoding));
}
