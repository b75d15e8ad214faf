using System.Globalization;
using System.Text;

namespace OktellConnect.Bench;

/// <summary>Makes number map files like samples/data/numbers.csv, of any size, always the same: Windows-1251, semicolons, a dozen spellings, pairs, extensions, repetitions, rubbish.</summary>
internal static class NumberFileGenerator
{
    private const int Seed = 20121;
    private static readonly string[] Codes = ["495", "499", "812", "343", "383", "843", "846", "861", "903", "905", "909", "910", "912", "916", "917", "921", "925", "926", "929", "937", "950", "960", "965", "977", "981", "985", "999"];
    private static readonly string[] Rubbish = ["нет", "8(495", "", "+7", "8800", "n/a", "??", "0", "-"];
    private static readonly string[] Surnames = ["Иванов", "Петров", "Сидоров", "Кузнецов", "Соколов", "Лебедев", "Морозов", "Фёдоров", "Яковлев", "Борисов"];
    private static readonly string[] Names = ["Иван", "Пётр", "Мария", "Ксения", "Андрей", "Семён", "Полина", "Кирилл"];
    private static readonly string[] Companies = ["Маяк", "Юпитер", "Ромашка", "Вектор", "Горизонт", "Альфа", "Север"];
    private static readonly string[] Comments = ["", "", "", "спросить Марью; перезвонить", "=2+5", "VIP \"золото\"", "@бух", "до 18:00"];

    public static void Write(string path, int rows)
    {
        var random = new Random(Seed);
        using var text = new StreamWriter(path, append: false, CodePagesEncodingProvider.Instance.GetEncoding(1251)!, 1 << 16);
        text.Write("Номер телефона;Тип объекта;Идентификатор;Наименование;Комментарий\r\n");
        var recent = new string[64];
        for (var row = 0; row < rows; row++)
        {
            var line = row >= recent.Length && random.Next(66) == 0 ? recent[random.Next(recent.Length)] : Row(random);
            recent[row % recent.Length] = line;
            text.Write(line);
        }
    }

    private static string Row(Random random)
    {
        var company = random.Next(10) < 7;
        var type = company ? "Контрагенты" : random.Next(3) == 0 ? "Партнеры" : "КонтактныеЛица";
        var name = company ? $"ООО \"{Companies[random.Next(Companies.Length)]}-{random.Next(1000)}\"" : $"{Surnames[random.Next(Surnames.Length)]} {Names[random.Next(Names.Length)]}";
        var id = new byte[16];
        random.NextBytes(id);
        return $"{Cell(random)};СправочникСсылка.{type};{new Guid(id):D};{Quoted(name)};{Quoted(Comments[random.Next(Comments.Length)])}\r\n";
    }

    private static string Cell(Random random) => random.Next(1000) switch
    {
        < 11 => Rubbish[random.Next(Rubbish.Length)],
        < 26 => random.Next(100, 1000).ToString(CultureInfo.InvariantCulture),
        < 36 => $"+375 29 {random.Next(1_000_000, 10_000_000)}",
        < 58 => $"{Number(random)}, {Number(random)}",
        < 84 => $"{Number(random)} доб. {random.Next(10, 1000)}",
        _ => Number(random),
    };

    private static string Number(Random random)
    {
        var code = Codes[random.Next(Codes.Length)];
        var rest = random.Next(1_000_000, 10_000_000).ToString(CultureInfo.InvariantCulture);
        var (a, b, c) = (rest[..3], rest[3..5], rest[5..]);
        return random.Next(12) switch
        {
            0 => $"8{code}{rest}",
            1 => $"7{code}{rest}",
            2 => $"{code}{rest}",
            3 => $"8-{code}-{a}-{b}-{c}",
            4 => $"тел. 8({code}){a}-{b}-{c}",
            5 => $"({code}){a}-{b}-{c}",
            6 => $" +7\u00A0{code}\u00A0{a}-{b}-{c} ",
            7 => $"8 ({code}) {a}-{b}-{c}",
            8 => $"8 {code} {rest}",
            9 => $"+7 ({code}) {a}-{b}-{c}",
            10 => $"+7{code}{rest}",
            _ => $"+7 {code} {a} {b} {c}",
        };
    }

    private static string Quoted(string value) => value.AsSpan().IndexOfAny(";\"") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
