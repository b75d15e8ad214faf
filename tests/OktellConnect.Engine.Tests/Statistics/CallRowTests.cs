using System.Text.Json;
using OktellConnect.Protocol;
using OktellConnect.Statistics;

namespace OktellConnect.Engine.Tests.Statistics;

public sealed class CallRowTests
{
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.CreateCustomTimeZone("Moscow", TimeSpan.FromHours(3), "Moscow", "Moscow");

    public static TheoryData<string, string> NamesOfEveryField()
    {
        var data = new TheoryData<string, string>();
        foreach (var (field, names) in CallFields.Table)
        {
            foreach (var name in names)
            {
                data.Add(field.ToString(), name);
                data.Add(field.ToString(), name.ToUpperInvariant());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(NamesOfEveryField))]
    public void Every_name_of_the_table_is_read_in_any_letter_case(string field, string name)
    {
        var row = new CallRow();
        row.Load(JsonDocument.Parse($$"""{"{{name}}":"x","something":"else"}""").RootElement);

        Assert.Equal("x", row.Text(Enum.Parse<CallField>(field)));
        Assert.Single(Enum.GetValues<CallField>(), row.Has);
    }

    [Fact]
    public void The_table_has_every_field_once_and_in_the_order_of_the_fields() =>
        Assert.Equal(Enum.GetValues<CallField>(), CallFields.Table.Select(entry => entry.Field));

    [Fact]
    public void A_better_name_wins_wherever_it_stands_unless_it_is_empty()
    {
        var row = new CallRow();
        row.Load(JsonDocument.Parse("""{"callerid":"worse","aoutnumber":"better","numbera":"worst"}""").RootElement);
        Assert.Equal("better", row.Text(CallField.FromNumber));

        row.Load(JsonDocument.Parse("""{"aoutnumber":"  ","callerid":"worse"}""").RootElement);
        Assert.Equal("worse", row.Text(CallField.FromNumber));
    }

    [Fact]
    public void A_full_row_becomes_a_full_record()
    {
        var record = Map("""
            {"commutationid":"{0F8FAD5B-D9CB-469F-A165-70867728950E}","chainid":"7C9E6679-7425-40DE-944B-E07FC1F90AE7",
             "timestart":"2026-10-05 09:00:00.123","timeanswer":"2026-10-05 09:00:07.500","timestop":"2026-10-05 09:03:00",
             "connectiontype":5,"aoutnumber":"+79161234567","astr":"Иванов","alinenum":"17e014","anumberdialed":"84951112233",
             "boutnumber":"101","bstr":"Петров Пётр","auserid":"AB000000-0000-0000-0000-000000000000","buserid":"3FA85F64-5717-4562-B3FC-2C963F66AFA6",
             "isrecorded":1,"recordlink":"/download/rec/1.mp3"}
            """);

        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", record.Id);
        Assert.Equal("7c9e6679-7425-40de-944b-e07fc1f90ae7", record.ChainId);
        Assert.Equal(new DateTime(2026, 10, 5, 9, 0, 0, 123), record.Started);
        Assert.Equal(new DateTime(2026, 10, 5, 9, 0, 7, 500), record.Answered);
        Assert.Equal(new DateTime(2026, 10, 5, 9, 3, 0), record.Ended);
        Assert.Equal(CallDirection.Incoming, record.Direction);
        Assert.Equal(new CallParty("+79161234567", "Иванов", null), record.From);
        Assert.Equal(new CallParty("101", "Петров Пётр", "3fa85f64-5717-4562-b3fc-2c963f66afa6"), record.To);
        Assert.Equal("84951112233", record.Dialled);
        Assert.True(record.Recorded);
        Assert.Equal("/download/rec/1.mp3", record.RecordLink);
        Assert.Equal("+79161234567", record.CustomerNumber);
    }

    [Theory]
    [InlineData("AB000000-0000-0000-0000-000000000000")]
    [InlineData("bf000000-0000-0000-0000-000000000000")]
    [InlineData("{00000000-0000-0000-0000-000000000000}")]
    [InlineData("")]
    public void Ids_that_stand_for_nobody_are_no_user(string id)
    {
        var record = Map($$"""{"id":1,"timestart":"2026-10-05 09:00:00","auserid":"{{id}}","buserid":"{{id}}"}""");

        Assert.Null(record.From.UserId);
        Assert.Null(record.To.UserId);
    }

    [Fact]
    public void The_zero_chain_is_no_chain() =>
        Assert.Null(Map("""{"id":1,"timestart":"2026-10-05 09:00:00","idchain":"00000000-0000-0000-0000-000000000000"}""").ChainId);

    [Theory]
    [InlineData("1", CallDirection.Outgoing)]
    [InlineData("2", CallDirection.Internal)]
    [InlineData("3", CallDirection.Internal)]
    [InlineData("4", CallDirection.Incoming)]
    [InlineData("\"5\"", CallDirection.Incoming)]
    [InlineData("6", CallDirection.Transit)]
    [InlineData("7", CallDirection.Outgoing)]
    [InlineData("8", CallDirection.Internal)]
    [InlineData("0", CallDirection.Unknown)]
    [InlineData("null", CallDirection.Unknown)]
    [InlineData("\"incoming\"", CallDirection.Incoming)]
    [InlineData("\"Outgoing\"", CallDirection.Outgoing)]
    [InlineData("\"sideways\"", CallDirection.Unknown)]
    public void The_direction_is_that_of_the_connection_type(string type, CallDirection direction) =>
        Assert.Equal(direction, Map($$"""{"id":1,"timestart":"2026-10-05 09:00:00","connectiontype":{{type}}}""").Direction);

    [Fact]
    public void A_direction_in_words_counts_where_there_is_no_type() =>
        Assert.Equal(CallDirection.Outgoing, Map("""{"id":1,"timestart":"2026-10-05 09:00:00","direction":"out"}""").Direction);

    [Fact]
    public void A_failed_attempt_was_called_at_the_number_dialled()
    {
        var record = Map("""{"id":1,"timestart":"2026-10-05 09:00:00","timestop":"2026-10-05 09:00:30","aoutnumber":"79161234567","anumberdialed":"105"}""");

        Assert.Equal("105", record.To.Number);
        Assert.False(record.IsAnswered);
        Assert.Equal(TimeSpan.FromSeconds(30), record.WaitTime);
    }

    [Fact]
    public void The_voice_menu_is_named_by_its_line() =>
        Assert.Equal("IVR", Map("""{"id":1,"timestart":"2026-10-05 09:00:00","blinenum":"IVR"}""").To.Name);

    [Theory]
    [InlineData("\"2026-10-05 09:07:03.250\"")]
    [InlineData("\"2026-10-05T09:07:03.25\"")]
    [InlineData("\"2026-10-05T09:07:03.2500000+03:00\"")]
    [InlineData("\"2026-10-05T06:07:03.25Z\"")]
    [InlineData("\"05.10.2026 9:07:03.25\"")]
    [InlineData("\"05.10.2026 09:07:03.25\"")]
    [InlineData("\"20261005 09:07:03.25\"")]
    [InlineData("\"\\/Date(1791180423250)\\/\"")]
    [InlineData("\"/Date(1791180423250+0300)/\"")]
    [InlineData("1791180423250")]
    [InlineData("1791180423.25")]
    public void A_time_is_read_in_every_form_as_the_servers_wall_clock(string json)
    {
        Assert.True(ServerTime.TryRead(JsonDocument.Parse(json).RootElement, Moscow, out var time));

        Assert.Equal(new DateTime(2026, 10, 5, 9, 7, 3, 250), time);
        Assert.Equal(DateTimeKind.Unspecified, time!.Value.Kind);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"0001-01-01T00:00:00\"")]
    [InlineData("\"01.01.0001 0:00:00\"")]
    [InlineData("\"1900-01-01 00:00:00.000\"")]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"/Date(-62135596800000)/\"")]
    [InlineData("0")]
    public void The_ways_to_say_no_time_are_no_time(string json)
    {
        Assert.True(ServerTime.TryRead(JsonDocument.Parse(json).RootElement, Moscow, out var time));
        Assert.Null(time);
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"2026-13-01 00:00:00\"")]
    [InlineData("\"/Date(x)/\"")]
    [InlineData("\"/Date(1791180423250+99)/\"")]
    [InlineData("true")]
    [InlineData("1")]
    [InlineData("-5")]
    [InlineData("1e300")]
    [InlineData("{}")]
    public void What_is_not_a_time_is_not_read_as_one(string json) =>
        Assert.False(ServerTime.TryRead(JsonDocument.Parse(json).RootElement, Moscow, out _));

    [Fact]
    public void Half_a_character_in_a_name_is_shown_as_it_was_sent() =>
        Assert.Equal(@"Ив\ud83d", Map("""{"id":1,"timestart":"2026-10-05 09:00:00","astr":"Ив\ud83d"}""").From.Name);

    [Fact]
    public void A_row_without_a_start_is_an_error_that_names_the_field()
    {
        var error = Assert.Throws<OktellException>(() => Map("""{"id":1,"timestop":"2026-10-05 09:00:00"}"""));

        Assert.Same(OktellErrors.CallJournalRowUnreadable, error.Error);
        Assert.Contains("Row 7 of the call journal has no start time (names known for it: timestart,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_is_none_is_an_error_not_an_unanswered_call()
    {
        var error = Assert.Throws<OktellException>(() => Map("""{"id":1,"timestart":"2026-10-05 09:00:00","timeanswer":"soon"}"""));

        Assert.Same(OktellErrors.CallJournalRowUnreadable, error.Error);
        Assert.Contains("Answered", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"soon\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_ids_get_stable_ones_and_equal_rows_stay_two()
    {
        var mapper = new CallRowMapper("the call journal", Moscow);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var row = new CallRow();
        row.Load(JsonDocument.Parse("""{"timestart":"2026-10-05 09:00:00","aoutnumber":"1","boutnumber":"2"}""").RootElement);

        var first = mapper.Map(row, () => "Row 1", ids).Id;
        var second = mapper.Map(row, () => "Row 2", ids).Id;

        Assert.NotEqual(first, second);
        Assert.Equal(first, mapper.Map(row, () => "Row 1", new Dictionary<string, int>(StringComparer.Ordinal)).Id);
    }

    [Fact]
    public void Fields_that_no_row_has_are_told()
    {
        var mapper = new CallRowMapper("the call journal", Moscow);
        Assert.Empty(mapper.MissingFields);
        var row = new CallRow();
        row.Load(JsonDocument.Parse("""{"id":1,"timestart":"2026-10-05 09:00:00","timestop":"2026-10-05 09:00:00","aoutnumber":"1","boutnumber":"2"}""").RootElement);
        mapper.Map(row, () => "Row 1", []);

        Assert.Contains("every call shows as not answered (names known for it: timeanswer,", Assert.Single(mapper.MissingFields), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"result":1}""")]
    [InlineData("""{"data":"none"}""")]
    [InlineData("""{"data":[5]}""")]
    public void A_reply_that_is_no_list_of_rows_is_an_error(string body)
    {
        var error = Assert.Throws<OktellException>(() =>
            CallJournalReply.Read(null, JsonDocument.Parse(body).RootElement, new CallRow(), new CallRowMapper("the call journal", Moscow)));

        Assert.Same(OktellErrors.CallJournalReplyUnreadable, error.Error);
    }

    private static CallRecord Map(string json)
    {
        var row = new CallRow();
        row.Load(JsonDocument.Parse(json).RootElement);
        return new CallRowMapper("the call journal", Moscow).Map(row, () => "Row 7", []);
    }
}
