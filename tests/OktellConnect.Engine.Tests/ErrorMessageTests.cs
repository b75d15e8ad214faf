using OktellConnect.Client;

namespace OktellConnect.Engine.Tests;

public class ErrorMessageTests
{
    [Fact]
    public void A_long_text_somebody_gave_is_shortened_in_the_message_and_its_two_ends_stay()
    {
        var failure = new OktellException(OktellErrors.UserNotFound, $"Nobody is called \"{string.Concat(Enumerable.Repeat("🙂", 500_000))}\" here.");

        Assert.InRange(failure.Message.Length, 1, 4000);
        Assert.StartsWith("Nobody is called \"🙂", failure.Summary, StringComparison.Ordinal);
        Assert.EndsWith("\" here.", failure.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(failure.Message)));
    }

    [Theory]
    [InlineData("пі")]
    [InlineData("🙂")]
    [InlineData("a\u2014b")]
    public void A_password_that_cannot_be_sent_is_refused_by_a_typed_error_that_does_not_tell_it(string password)
    {
        var failure = Assert.Throws<OktellException>(() => new OktellCredential("ivanov", password));
        Assert.Equal(OktellErrors.PasswordNotSupported, failure.Error);
        Assert.DoesNotContain(password, failure.ToString(), StringComparison.Ordinal);
    }
}
