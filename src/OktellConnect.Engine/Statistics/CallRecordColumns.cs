using System.Globalization;

namespace OktellConnect.Statistics;

/// <summary>Language of an export's headers and words.</summary>
public enum ExportLanguage
{
    /// <summary>Russian.</summary>
    Ru,

    /// <summary>English.</summary>
    En,
}

/// <summary>
/// The columns of an export as a table: names in both languages and what stands in them. Order and names are public
/// (docs/statistics.md, "Columns"): other programs read these files.
/// </summary>
internal sealed class CallRecordColumns
{
    private readonly (string Ru, string En, Func<CallRecord, string?> Value)[] table;
    private readonly ExportLanguage language;

    public CallRecordColumns(ExportLanguage language)
    {
        this.language = language;
        table =
        [
            ("Начало", "Started", record => Time(record.Started)),
            ("Ответ", "Answered", record => Time(record.Answered)),
            ("Окончание", "Ended", record => Time(record.Ended)),
            ("Направление", "Direction", record => Word(record.Direction)),
            ("Номер А", "Number A", record => record.From.Number),
            ("Абонент А", "Party A", record => Shown(record, record.From, CallDirection.Incoming)),
            ("Номер Б", "Number B", record => record.To.Number),
            ("Абонент Б", "Party B", record => Shown(record, record.To, CallDirection.Outgoing)),
            ("Набранный номер", "Dialled", record => record.Dialled),
            ("Клиент", "Customer", record => record.CustomerName),
            ("Ожидание, с", "Wait, s", record => Seconds(record.WaitTime)),
            ("Разговор, с", "Talk, s", record => Seconds(record.TalkTime)),
            ("Отвечен", "Is answered", record => Word(record.IsAnswered)),
            ("Записан", "Is recorded", record => Word(record.Recorded)),
            ("Ссылка на запись", "Record link", record => record.RecordLink),
            ("Цепочка", "Chain", record => record.ChainId),
            ("Коммутация", "Commutation", record => record.Id),
        ];
        Headers = [.. table.Select(column => language == ExportLanguage.Ru ? column.Ru : column.En)];
    }

    /// <summary>The header row.</summary>
    public IReadOnlyList<string?> Headers { get; }

    /// <summary>Fills a row.</summary>
    public void Fill(CallRecord record, string?[] row)
    {
        for (var index = 0; index < table.Length; index++)
        {
            row[index] = table[index].Value(record);
        }
    }

    // What a person wants to read: the customer where this is his side, else the name the server knows, else the number.
    private static string? Shown(CallRecord record, CallParty party, CallDirection customerSide) =>
        (record.Direction == customerSide ? record.CustomerName : null) ?? party.Name ?? party.Number;

    // Spreadsheet programs take this form for date and time under every language; with milliseconds they take it for text.
    private static string? Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private string Word(bool value) => language == ExportLanguage.Ru ? (value ? "Да" : "Нет") : (value ? "Yes" : "No");

    private string Word(CallDirection direction) => language == ExportLanguage.En ? direction.ToString() : direction switch
    {
        CallDirection.Incoming => "Входящий",
        CallDirection.Outgoing => "Исходящий",
        CallDirection.Internal => "Внутренний",
        CallDirection.Transit => "Транзит",
        _ => "Неизвестно",
    };
}
