using OktellConnect.Coordination;
using OktellConnect.Telephony;

namespace OktellConnect.Infobase.Tests;

public sealed class AccountSearchTests
{
    private static readonly Account[] Accounts =
    [
        new() { User = "Иванов Иван", Login = "ivanov", UserReference = new Guid("3fcd6f88-0a04-4ee2-8a38-0127d9acbe5d") },
        new() { User = "Петров Пётр", Login = "petrov" },
        new() { User = "Петров Пётр", Login = "petrov2" },
    ];

    [Theory]
    [InlineData("ivanov")]
    [InlineData("IVANOV")]
    [InlineData("иванов  иван")]
    [InlineData("3fcd6f88-0a04-4ee2-8a38-0127d9acbe5d")]
    public void An_account_is_found_by_login_name_and_reference(string identity) =>
        Assert.Same(Accounts[0], AccountSearch.Find(Accounts, identity));

    [Theory]
    [InlineData("ivanof", "'ivanov'")]
    [InlineData("Иванов", "'ivanov'")]
    public void A_slip_is_answered_with_what_is_similar(string identity, string suggestion)
    {
        var failure = Assert.Throws<OktellException>(() => AccountSearch.Find(Accounts, identity));
        Assert.Equal(OktellErrors.AccountNotFound, failure.Error);
        Assert.Contains(suggestion, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_like_nothing_gets_no_suggestion() =>
        Assert.DoesNotContain("similar", Assert.Throws<OktellException>(() => AccountSearch.Find(Accounts, "zzzzzz")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_of_several_is_ambiguous_and_lists_their_logins()
    {
        var failure = Assert.Throws<OktellException>(() => AccountSearch.Find(Accounts, "Петров Пётр"));
        Assert.Equal(OktellErrors.AccountAmbiguous, failure.Error);
        Assert.Contains("petrov, petrov2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_says_whose_an_account_is_and_the_name_is_a_check()
    {
        var linker = new AccountLinker(
            [new PbxNumber { Number = "201", Id = "n201" }, new PbxNumber { Number = "202", Id = "n202" }, new PbxNumber { Number = "900", Id = "n900" }],
            [
                new PbxUser { Id = "u1", Name = "Иван Иванов", MainNumber = "201", Numbers = ["201", "202"] },
                new PbxUser { Id = "u2", Name = "Сидоров Сидор", MainNumber = "202", Numbers = ["202"] },
            ]);
        var account = Accounts[0];

        var linked = linker.Find(account with { Number = "201" });
        Assert.Equal(("u1", "n201"), (linked.OktellUserId, linked.NumberPlanId));
        Assert.Empty(linked.Warnings);

        var foreign = linker.Find(account with { Number = "202" });
        Assert.Equal(("u2", "n202"), (foreign.OktellUserId, foreign.NumberPlanId));
        Assert.Contains("Сидоров Сидор", Assert.Single(foreign.Warnings), StringComparison.Ordinal);

        foreach (var number in new[] { null, "999", "900" })
        {
            var unlinked = linker.Find(account with { Number = number });
            Assert.Equal((null, null), (unlinked.OktellUserId, unlinked.NumberPlanId));
            Assert.Single(unlinked.Warnings);
        }
    }
}
