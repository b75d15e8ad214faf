using OktellConnect.Infobase;
using Xunit;

namespace OktellConnect.Infobase.Tests;

public sealed class NumberMapStorageTests : IDisposable
{
    private static readonly Guid Jupiter = new("c96aaeba-8463-456a-a7ee-361f57b36b70");
    private readonly InfobaseFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task What_was_written_is_found_by_its_number_after_reopening()
    {
        var entry = Customer("+79161234567", Jupiter) with { Extension = "12", Comment = "VIP \"золото\"" };
        using (var infobase = await file.OpenAsync())
        {
            Assert.Equal([WriteAction.Added], await infobase.WriteAsync(entry));
        }

        using var reopened = await file.OpenAsync();
        Assert.Equal([entry], await reopened.FindNumberAsync("+79161234567", Cancellation));
        Assert.Empty(await reopened.FindNumberAsync("+7916123456", Cancellation));
    }

    [Fact]
    public async Task The_same_again_is_unchanged_and_another_comment_is_a_change()
    {
        using var infobase = await file.OpenAsync();
        var entry = Customer("+79161234567", Jupiter);
        await infobase.WriteAsync(entry);

        Assert.Equal([WriteAction.Unchanged, WriteAction.Changed], await infobase.WriteAsync(entry, entry with { Comment = "new" }));
        Assert.Equal("new", Assert.Single(await infobase.FindNumberAsync(entry.Number, Cancellation)).Comment);
    }

    [Fact]
    public async Task Objects_of_one_number_are_entries_of_their_own_and_a_plain_text_needs_no_reference()
    {
        using var infobase = await file.OpenAsync();
        var customer = Customer("101", Jupiter);
        var person = customer with { Object = new MappedObject("СправочникСсылка.КонтактныеЛица", Jupiter, "Юпитер") };
        var text = customer with { Object = new MappedObject(MappedObject.TextType, null, "Пост охраны") };

        Assert.All(await infobase.WriteAsync(customer, person, text), action => Assert.Equal(WriteAction.Added, action));
        Assert.Equal([customer, person, text], await infobase.FindNumberAsync("101", Cancellation));
    }

    [Fact]
    public async Task Comparing_says_what_writing_would_do_and_writes_nothing()
    {
        using var infobase = await file.OpenAsync();
        var known = Customer("+79161234567", Jupiter);
        await infobase.WriteAsync(known);

        using (var changes = await infobase.BeginAsync(Cancellation))
        {
            Assert.Equal(WriteAction.Unchanged, await changes.CompareNumberAsync(known, Cancellation));
            Assert.Equal(WriteAction.Changed, await changes.CompareNumberAsync(known with { Extension = "1" }, Cancellation));
            Assert.Equal(WriteAction.Added, await changes.CompareNumberAsync(Customer("+79161234568", Jupiter), Cancellation));
            await changes.CommitAsync(Cancellation);
        }

        Assert.Equal([known], await infobase.GetNumberMapPageAsync(null, 10, Cancellation));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        using var infobase = await file.OpenAsync();
        var entries = Enumerable.Range(0, 25)
            .SelectMany(i => new[] { Customer($"+7916000{i:0000}", Jupiter), Customer($"+7916000{i:0000}", Guid.NewGuid()) })
            .ToArray();
        await infobase.WriteAsync(entries);

        var read = new List<NumberMapEntry>();
        for (IReadOnlyList<NumberMapEntry> page = await infobase.GetNumberMapPageAsync(null, 7, Cancellation); page.Count > 0;
            page = await infobase.GetNumberMapPageAsync(page[^1], 7, Cancellation))
        {
            read.AddRange(page);
        }

        Assert.Equal(entries.OrderBy(Key), read.OrderBy(Key));
        Assert.Equal(read.Select(entry => entry.Number), read.Select(entry => entry.Number).Order(StringComparer.Ordinal));

        static string Key(NumberMapEntry entry) => entry.Number + entry.Object.Id;
    }

    [Fact]
    public async Task An_entry_is_removed_by_its_key_and_the_map_can_be_emptied()
    {
        using var infobase = await file.OpenAsync();
        await infobase.WriteAsync(Customer("1001", Jupiter), Customer("1002", Jupiter), Customer("1003", Jupiter));

        using (var changes = await infobase.BeginAsync(Cancellation))
        {
            Assert.True(await changes.RemoveNumberAsync(Customer("1001", Jupiter), Cancellation));
            Assert.False(await changes.RemoveNumberAsync(Customer("1001", Jupiter), Cancellation));
            Assert.Equal(2, await changes.ClearNumberMapAsync(Cancellation));
            await changes.CommitAsync(Cancellation);
        }

        Assert.Empty(await infobase.GetNumberMapPageAsync(null, 10, Cancellation));
    }

    [Fact]
    public async Task A_dropped_group_of_changes_leaves_nothing_behind_not_even_its_type()
    {
        using var infobase = await file.OpenAsync();
        var entry = Customer("1001", Jupiter) with { Object = new MappedObject("ДокументСсылка.Заявка", Jupiter, "Заявка 1") };
        using (var changes = await infobase.BeginAsync(Cancellation))
        {
            await changes.WriteNumberAsync(entry, Cancellation);
        }

        Assert.Empty(await infobase.FindNumberAsync("1001", Cancellation));

        // The type's id was dropped too: written again, the entry must get a type that exists.
        await infobase.WriteAsync(entry);
        Assert.Equal([entry], await infobase.FindNumberAsync("1001", Cancellation));
    }

    private static NumberMapEntry Customer(string number, Guid id) => new()
    {
        Number = number,
        Object = new MappedObject("СправочникСсылка.Контрагенты", id, "ООО \"Юпитер-90\""),
    };
}
