using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OktellConnect.Files;

namespace OktellConnect.Statistics;

/// <summary>Writes call records as JSON lines. Not thread-safe.</summary>
internal sealed class JsonCallRecordWriter : ICallRecordWriter
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    // Letters of every script as they are: the file is UTF-8 and never part of a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly AtomicFile file;
    private readonly Utf8JsonWriter json;

    public JsonCallRecordWriter(AtomicFile file)
    {
        this.file = file;
        json = new Utf8JsonWriter(file.Stream, Options);
    }

    public void Write(CallRecord record) => Guarded(() =>
    {
        json.Reset();
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        json.WriteString("chainId", record.ChainId);
        WriteTime("started", record.Started);
        WriteTime("answered", record.Answered);
        WriteTime("ended", record.Ended);
        json.WriteString("direction", Word(record.Direction));
        WriteNumber("connectionType", record.ConnectionType);
        WriteParty("from", record.From);
        WriteParty("to", record.To);
        json.WriteString("dialled", record.Dialled);
        json.WriteString("customerNumber", record.CustomerNumber);
        json.WriteString("customerName", record.CustomerName);
        json.WriteNumber("waitSeconds", record.WaitTime.TotalSeconds);
        json.WriteNumber("talkSeconds", record.TalkTime.TotalSeconds);
        json.WriteBoolean("isAnswered", record.IsAnswered);
        json.WriteBoolean("recorded", record.Recorded);
        json.WriteString("recordLink", record.RecordLink);
        json.WriteEndObject();
        json.Flush();
        file.Stream.Write(LineEnd, 0, LineEnd.Length);
    });

    public void Commit() => file.Commit();

    public void Dispose()
    {
        // Nothing of a record that failed half-way may follow; what was finished is in the file's own buffer.
        json.Reset(Stream.Null);
        json.Dispose();
        file.Dispose();
    }

    private static string Word(CallDirection direction) => direction switch
    {
        CallDirection.Incoming => "incoming",
        CallDirection.Outgoing => "outgoing",
        CallDirection.Internal => "internal",
        CallDirection.Transit => "transit",
        _ => "unknown",
    };

    private void WriteTime(string name, DateTime? time) =>
        json.WriteString(name, time?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture));

    private void WriteNumber(string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void WriteParty(string name, CallParty party)
    {
        json.WriteStartObject(name);
        json.WriteString("number", party.Number);
        json.WriteString("name", party.Name);
        json.WriteString("userId", party.UserId);
        json.WriteEndObject();
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (IOException failure)
        {
            throw AtomicFile.Failure(file.Path, failure);
        }
    }
}
