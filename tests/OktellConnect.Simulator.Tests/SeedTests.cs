using OktellConnect.Simulator.Seed;
using OktellConnect.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>Seeds that cannot be used are refused with the place and never with a password.</summary>
public sealed class SeedTests
{
    private const string Id = "3357f4d2-b37c-4809-9a1a-e4d64808de1b";
    private const string User = $$"""{"id":"{{Id}}","login":"a","password":"TopSecret","name":"A","number":"101"}""";

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("null", "null")]
    [InlineData("{\n  \"outsideLine\": \"+7\",\n  \"users\": [ oops ]\n}", "line 3")]
    [InlineData($$"""{"users":[{{User}}]}""", "form expected")]
    [InlineData("""{"outsideLine":"+7"}""", "no users")]
    [InlineData($$"""{"outsideLine":"+7","usres":[{{User}}]}""", "usres")]
    [InlineData("""{"outsideLine":"+7","users":[{"id":"3357F4D2-b37c-4809-9a1a-e4d64808de1b","login":"a","password":"TopSecret","name":"A","number":"101"}]}""", "lower case")]
    [InlineData($$"""{"outsideLine":"+7","users":[{"id":"{{Id}}","login":"a","password":"TopSecret","name":"A","number":"1x"}]}""", "'1x'")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}},{{User}}]}""", "twice")]
    [InlineData($$"""{"outsideLine":"+7","users":[{"id":"{{Id}}","login":"a","password":"TopSecret","name":"A","number":"101","department":"X"}]}""", "'X'")]
    [InlineData($$"""{"outsideLine":"+7","users":[{"id":"{{Id}}","login":"a","password":"TopSecret","name":"A","number":"101","boss":"b"}]}""", "superior 'b'")]
    [InlineData($$"""{"outsideLine":"+7","users":[{"id":"{{Id}}","login":"a","password":"TopSecret","name":"A","number":"101","boss":"a"}]}""", "his own superior")]
    [InlineData($$"""{"outsideLine":"+7","users":[{"id":"{{Id}}","login":"a","password":"TopSecretі","name":"A","number":"101"}]}""", "no client can send")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"queues":[{"id":"0c1b8b2f-7c0e-4a55-9a6e-f0a0f4f0a102","number":"600","name":"Q","members":["b"]}]}""", "member 'b'")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"procedures":["other"]}""", "'other'")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"scripts":[{"name":""}]}""", "no name")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"scripts":[{"name":"a"},{"name":"A"}]}""", "script 'A' occurs twice")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"scripts":[{"name":"a","returnValue2":"99"}]}""", "returnValue2")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"scripts":[{"name":"a","returnValue3":"X: 1\nnothing"}]}""", "'nothing'")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"scripts":[{"name":"a","returnValue3":"X Y: 1"}]}""", "'X Y: 1'")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"scripts":[{"name":"a","seconds":-1}]}""", "less than 0")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"licences":0}""", "licences")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"startUpSeconds":-1}""", "startUpSeconds")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"uploadLimit":0}""", "uploadLimit")]
    [InlineData($$"""{"outsideLine":"+7","users":[{{User}}],"webPhone":{"port":0} }""", "webPhone")]
    public async Task A_seed_that_contradicts_itself_names_what_is_wrong(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("pbx.json");
        await File.WriteAllTextAsync(path, json, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<SeedException>(() => SeedFile.LoadAsync(path, TestContext.Current.CancellationToken));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TopSecret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_seed_is_named()
    {
        using var folder = new TemporaryFolder();
        var error = await Assert.ThrowsAsync<SeedException>(() => SeedFile.LoadAsync(folder.File("none.json"), TestContext.Current.CancellationToken));
        Assert.Contains("none.json", error.Message, StringComparison.Ordinal);
    }
}
