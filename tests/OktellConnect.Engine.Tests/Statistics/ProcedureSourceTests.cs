using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Statistics;

namespace OktellConnect.Engine.Tests.Statistics;

public sealed class ProcedureSourceTests
{
    private static readonly CallRecordQuery Query = new() { From = new DateTime(2026, 10, 1), To = new DateTime(2026, 11, 1) };

    [Fact]
    public async Task The_procedure_gets_the_period_and_its_table_becomes_records_in_order()
    {
        JsonObject? sent = null;
        var records = await ReadAsync(
            """{"result":1,"errorcode":0,"dataset":[[["Id","TimeStart","TimeAnswer","TimeStop","ConnectionType","AOutNumber","BOutNumber","Comment"],["B","2026-10-02 09:00:00",null,null,1,"101","79161234567","x"],["A","2026-10-01 09:00:00",null,"2026-10-01 09:01:00",5,"79161234567","101",null],["C","2026-11-01 00:00:00",null,null,5,"1","2",null]]]}""",
            parameters => sent = parameters);

        Assert.Equal("oktellconnect_calls", (string?)sent!["procedure"]);
        Assert.Equal("2026-10-01T00:00:00.000", (string?)sent["inputparams"]!["from"]);
        Assert.Equal("2026-11-01T00:00:00.000", (string?)sent["inputparams"]!["to"]);
        Assert.Equal(["a", "b"], records.Select(record => record.Id));
        Assert.Equal(CallDirection.Outgoing, records[1].Direction);
        Assert.Equal("79161234567", records[1].CustomerNumber);
    }

    [Theory]
    [InlineData("""{"result":1,"errorcode":0}""")]
    [InlineData("""{"result":1,"errorcode":0,"dataset":[]}""")]
    [InlineData("""{"result":1,"errorcode":0,"dataset":[[]]}""")]
    [InlineData("""{"result":1,"errorcode":0,"dataset":[[["Id","Number"],["1","2"]]]}""")]
    [InlineData("""{"result":1,"errorcode":0,"dataset":[[["Id","TimeStart"],["1"]]]}""")]
    public async Task A_result_that_is_no_table_of_calls_is_an_error_not_an_empty_list(string reply)
    {
        var error = await Assert.ThrowsAsync<OktellException>(() => ReadAsync(reply));

        Assert.Same(OktellErrors.CallProcedureUnreadable, error.Error);
    }

    [Fact]
    public async Task A_table_with_a_header_only_is_an_empty_list() =>
        Assert.Empty(await ReadAsync("""{"result":1,"errorcode":0,"dataset":[[["Id","TimeStart"]]]}"""));

    [Fact]
    public async Task An_error_code_ends_the_reading()
    {
        var error = await Assert.ThrowsAsync<OktellException>(() => ReadAsync("""{"result":1,"errorcode":17,"errormsg":"no such table"}"""));

        Assert.Same(OktellErrors.ProcedureFailed, error.Error);
        Assert.Contains("17 no such table", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<CallRecord>> ReadAsync(string reply, Action<JsonObject>? sent = null)
    {
        var source = new CallProcedureSource((parameters, _) =>
        {
            sent?.Invoke(parameters);
            return Task.FromResult(JsonDocument.Parse(reply).RootElement);
        }, TimeZoneInfo.Utc);
        using var reader = await source.OpenAsync(Query, TestContext.Current.CancellationToken);
        var records = new List<CallRecord>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            records.Add(reader.Current);
        }

        return records;
    }
}
