using OktellConnect.Files;

namespace OktellConnect.Statistics;

/// <summary>Writes call records as delimited text. Not thread-safe.</summary>
internal sealed class CsvCallRecordWriter : ICallRecordWriter
{
    private readonly DelimitedWriter writer;
    private readonly CallRecordColumns columns;
    private readonly string?[] row;

    public CsvCallRecordWriter(AtomicFile file, StatisticsExportOptions options)
    {
        writer = DelimitedWriter.Create(file, new DelimitedWriteOptions { Encoding = options.Encoding, Separator = options.Separator });
        columns = new CallRecordColumns(options.Language);
        row = new string?[columns.Headers.Count];
        try
        {
            writer.WriteRow(columns.Headers);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    public void Write(CallRecord record)
    {
        columns.Fill(record, row);
        writer.WriteRow(row);
    }

    public void Commit() => writer.Commit();

    public void Dispose() => writer.Dispose();
}
