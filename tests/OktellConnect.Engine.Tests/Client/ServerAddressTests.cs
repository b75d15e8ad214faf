using OktellConnect.Client;

namespace OktellConnect.Engine.Tests.Client;

public class ServerAddressTests
{
    [Theory]
    [InlineData("pbx.example.com", "wss://pbx.example.com/")]
    [InlineData("pbx.example.com:4066", "wss://pbx.example.com:4066/")]
    [InlineData(" 192.168.1.5 ", "wss://192.168.1.5/")]
    [InlineData("[::1]:4066", "wss://[::1]:4066/")]
    [InlineData("wss://pbx.example.com:8443/path", "wss://pbx.example.com:8443/path")]
    [InlineData("ws://pbx.example.com", "ws://pbx.example.com/")]
    public void Hosts_mean_wss_and_addresses_stay_as_they_are(string server, string address) =>
        Assert.Equal(address, ServerAddress.Parse(server, allowUnencrypted: true).AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData("http://pbx.example.com")]
    [InlineData("not a host")]
    [InlineData("wss://user:Secret123@pbx.example.com")]
    [InlineData("wss://")]
    public void What_is_no_address_is_refused_without_repeating_a_password(string server)
    {
        var refusal = Assert.Throws<OktellException>(() => ServerAddress.Parse(server, allowUnencrypted: true));
        Assert.Equal(OktellErrors.InvalidServerAddress, refusal.Error);
        Assert.DoesNotContain("Secret123", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_first_ten_count_and_doubles_only_once()
    {
        var servers = Enumerable.Range(0, 20).Select(index => $"host{index / 2}").ToList();
        Assert.Equal(10, ServerAddress.ParseAll(servers, allowUnencrypted: false).Count);
        Assert.Equal(10, ServerAddress.ParseAll([.. Enumerable.Range(0, 20).Select(index => $"host{index}")], allowUnencrypted: false).Count);
    }

    [Fact]
    public void A_redirect_leads_to_the_encrypted_standard_port() =>
        Assert.Equal("wss://pbx.example.com/x", ServerAddress.Redirected(new Uri("ws://pbx.example.com:4066/x")).AbsoluteUri);

    [Fact]
    public void A_proxy_with_a_password_in_its_address_is_refused_without_repeating_it()
    {
        var failure = Assert.Throws<OktellException>(() => new OktellClientOptions { Proxy = new Uri("http://user:canary@proxy:3128") });
        Assert.Equal(OktellErrors.InvalidServerAddress, failure.Error);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }
}
