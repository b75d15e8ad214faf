using CsCheck;
using OktellConnect.Protocol;

namespace OktellConnect.Engine.Tests.Protocol;

public class PasswordHashTests
{
    // Each observed in the login message of the vendor's client.
    [Theory]
    [InlineData("Secret123", "5c90b96a75d4f9d5a1cfaa6f532afdc8", "5d7845ac6ee7cfffafc5fe5f35cf666d")]
    [InlineData("Пароль", "08f8e03bd59a7c67dc44028b3e073d5e", "749789e4982b0c563f6729aac100a614")]
    [InlineData("ёЁ-Test", "d886b46924fb31418f4eedcad415122e", "f7055e27d5d64fc7773ebf1774283bd8")]
    [InlineData("naïve", "bfe4b52ca21163798a2a7dafc73ad021", "bfe4b52ca21163798a2a7dafc73ad021")]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e")]
    public void Hashes_are_those_of_the_vendors_client(string password, string exact, string lower)
    {
        Assert.Equal(exact, PasswordHash.ExactCase(password));
        Assert.Equal(lower, PasswordHash.LowerCase(password));
    }

    [Theory]
    [InlineData("пі")]
    [InlineData("pass—word")]
    [InlineData("密码")]
    public void A_password_that_the_vendors_client_would_garble_is_refused(string password)
    {
        Assert.Throws<NotSupportedException>(() => PasswordHash.ExactCase(password));
    }

    [Fact]
    public void Case_matters_to_one_hash_only() =>
        Gen.Char['А', 'я'].Array[1, 20].Select(letters => new string(letters)).Sample(password =>
            PasswordHash.LowerCase(password) == PasswordHash.LowerCase(password.ToUpperInvariant())
            && PasswordHash.ExactCase(password.ToLowerInvariant()) == PasswordHash.LowerCase(password));
}
