using OktellConnect.Coordination;
using OktellConnect.Statistics;

namespace OktellConnect.Engine.Tests.Statistics;

public sealed class CustomerNamesTests
{
    private static readonly CallRecord Call = new()
    {
        Id = "1", Started = new DateTime(2026, 10, 5), From = new CallParty("+79161234567", null, null), To = new CallParty("+74951112233", null, null),
    };

    private readonly FakeNumberMap map = new FakeNumberMap().Add("+79161234567", "ООО \"Ромашка\"").Add("+74951112233", "Иванов Иван");

    [Theory]
    [InlineData(CallDirection.Incoming, "ООО \"Ромашка\"")]
    [InlineData(CallDirection.Outgoing, "Иванов Иван")]
    [InlineData(CallDirection.Internal, null)]
    [InlineData(CallDirection.Transit, null)]
    [InlineData(CallDirection.Unknown, null)]
    public async Task The_customer_is_on_the_side_that_the_direction_says(CallDirection direction, string? name) =>
        Assert.Equal(name, await Names().FindAsync(Call with { Direction = direction }, TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_number_is_asked_for_once_known_or_not()
    {
        var names = Names();
        for (var repeat = 0; repeat < 3; repeat++)
        {
            Assert.Equal("Иванов Иван", await names.FindAsync("+74951112233", TestContext.Current.CancellationToken));
            Assert.Null(await names.FindAsync("+70000000000", TestContext.Current.CancellationToken));
        }

        Assert.Equal(["+74951112233", "+70000000000"], map.Asked);
    }

    [Fact]
    public async Task What_is_remembered_is_bounded_and_what_is_used_again_stays()
    {
        var names = new CustomerNames(map, number => number, generationSize: 2);
        foreach (var number in new[] { "1", "2", "3", "1", "4", "1", "5", "6", "1" })
        {
            await names.FindAsync(number, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["1", "2", "3", "4", "5", "6"], map.Asked);
        await names.FindAsync("2", TestContext.Current.CancellationToken);
        Assert.Equal("2", map.Asked[^1]);
    }

    [Fact]
    public async Task Several_objects_of_a_number_are_all_named_and_equal_names_once()
    {
        map.Add("+74951112233", "ООО \"Вектор\"").Add("+74951112233", "Иванов Иван", "СправочникСсылка.КонтактныеЛица");

        Assert.Equal("Иванов Иван; ООО \"Вектор\"", await Names().FindAsync("+74951112233", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_object_type_that_is_not_to_be_determined_by_number_is_not()
    {
        map.Types.Add(new OktellConnect.Infobase.ObjectType("СправочникСсылка.Контрагенты", ShowInTabs: true, IdentifyByNumber: false));
        map.Add("+74951112233", "Пётр", "СправочникСсылка.КонтактныеЛица");

        Assert.Equal("Пётр", await Names().FindAsync("+74951112233", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Text_that_is_no_number_is_not_looked_up()
    {
        Assert.Null(await new CustomerNames(map, _ => null).FindAsync("hidden", TestContext.Current.CancellationToken));

        Assert.Empty(map.Asked);
    }

    [Fact]
    public async Task Records_get_their_names_while_they_are_read_and_the_end_stays_the_sources_own()
    {
        var end = new OktellException(OktellErrors.CallJournalUnproven, "Not proven.");
        var source = new NamedCallRecordSource(new CallRecordList([Call with { Direction = CallDirection.Incoming }, Call with { Id = "2" }], end), Names());
        using var reader = await source.OpenAsync(new CallRecordQuery { From = DateTime.MinValue, To = DateTime.MaxValue }, TestContext.Current.CancellationToken);

        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal("ООО \"Ромашка\"", reader.Current.CustomerName);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Null(reader.Current.CustomerName);
        Assert.Same(end, await Assert.ThrowsAsync<OktellException>(() => reader.ReadAsync(TestContext.Current.CancellationToken)));
    }

    private CustomerNames Names() => new(map, number => number);
}
