using OktellConnect.Infobase;

namespace OktellConnect.Engine.Tests.Statistics;

/// <summary>An infobase of which only the number map and the object types are used.</summary>
internal sealed class FakeNumberMap : IInfobase
{
    public List<NumberMapEntry> Entries { get; } = [];

    public List<ObjectType> Types { get; } = [];

    public List<string> Asked { get; } = [];

    public string Location => "memory";

    public FakeNumberMap Add(string number, string name, string type = "СправочникСсылка.Контрагенты")
    {
        Entries.Add(new NumberMapEntry { Number = number, Object = new MappedObject(type, Guid.NewGuid(), name) });
        return this;
    }

    public Task<IReadOnlyList<NumberMapEntry>> FindNumberAsync(string number, CancellationToken cancellation)
    {
        Asked.Add(number);
        return Task.FromResult<IReadOnlyList<NumberMapEntry>>(Entries.FindAll(entry => entry.Number == number));
    }

    public Task<IReadOnlyList<ObjectType>> GetObjectTypesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ObjectType>>(Types);

    public Task<IReadOnlyList<string>> InitializeAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> GetEnabledAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> SetEnabledAsync(bool enabled, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Account>> GetAccountsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IInfobaseTransaction> BeginAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<string?> GetPasswordAsync(Account account, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<NumberMapEntry>> GetNumberMapPageAsync(NumberMapEntry? after, int count, CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
