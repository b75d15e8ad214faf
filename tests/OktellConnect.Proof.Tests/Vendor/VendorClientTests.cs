using OktellConnect.Simulator;

namespace OktellConnect.Proof.Tests.Vendor;

/// <summary>The vendor's client alone against the simulator: only it can tell whether it would notice the difference.</summary>
public sealed class VendorClientTests
{
    [Fact]
    public async Task The_vendors_client_gets_ready_carries_calls_and_changes_state()
    {
        var script = VendorClient.Required();
        await using var host = await SimulatorHost.StartAsync(new SimulatorOptions { History = false }, TestContext.Current.CancellationToken);
        using var control = new Control(host);
        await using var ivanov = await VendorClient.LogInAsync(script, host.Uri, "ivanov", "Secret123");

        var people = await ivanov.PeopleAsync();
        Assert.Equal(305, people.GetProperty("numbers").EnumerateObject().Count());
        Assert.Equal(["102"], people.GetProperty("users").EnumerateArray().Where(one => one.GetProperty("controlledByMe").GetBoolean()).Select(one => one.GetProperty("number").GetString()));

        await ivanov.SucceedAsync("call", "102");
        await ivanov.UntilAsync("stateChange", "call");
        await control.DoAsync("answer", new { user = "petrov" });
        await ivanov.UntilAsync("stateChange", "talk");
        Assert.Equal(["102"], (await ivanov.LookAsync()).GetProperty("abonents").EnumerateArray().Select(one => one.GetProperty("number").GetString()));
        await ivanov.InvokeAsync("endCall");
        await ivanov.UntilStateAsync("ready", "ready");
        await control.UntilIdleAsync("101");

        await control.DoAsync("call", new { from = "+79161234567", to = "101" });
        await ivanov.UntilAsync("stateChange", "ring");
        await ivanov.SucceedAsync("answer");
        await control.DoAsync("hangup", new { number = "+79161234567" });
        await control.UntilIdleAsync("101");
        await ivanov.UntilStateAsync("ready", "ready");

        await ivanov.SucceedAsync("setUserStatus", "break", 2);
        await ivanov.SucceedAsync("setUserStatus", "dnd", null);
        await ivanov.SucceedAsync("setUserStatus", "ready", null);
        await ivanov.InvokeAsync("disconnect");
        await ivanov.UntilAsync("disconnect");

        Assert.Empty(ivanov.Exceptions);
        Assert.Equal(["ready", "backring", "call", "talk", "ready", "ring", "talk", "ready"], ivanov.Of("stateChange").Take(8));
        Assert.Equal(["ready", "busy", "ready", "busy", "ready", "break", "dnd", "ready"], ivanov.Of("userStateChange"));
        string[] phases = ["readyStart", "readyStop", "backRingStart", "backRingStop", "callStart", "callStop", "talkStart", "talkStop", "readyStart", "readyStop", "ringStart", "ringStop", "talkStart", "talkStop", "readyStart"];
        Assert.Equal(phases, ivanov.Events.Select(item => item.Name).Where(phases.Contains).Take(phases.Length));
    }
}
