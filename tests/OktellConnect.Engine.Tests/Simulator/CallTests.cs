using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Simulator;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Simulator;

/// <summary>The client against the product's own simulator, which shares nothing of its understanding of a call.</summary>
public class CallTests
{
    private static readonly SimulatorOptions Quiet = new() { History = false };

    [Fact]
    public async Task Start_up_reaches_a_ready_telephone_and_a_number_plan()
    {
        await using var simulator = await SimulatorHost.StartAsync(Quiet, Clients.Stop);
        using var connection = await OpenAsync(simulator, "ivanov", "Secret123");

        Assert.Empty(connection.Missing);
        Assert.Equal("101", connection.Number);
        Assert.Equal(CallState.Ready, connection.Phone.State);
        Assert.Equal(UserState.Ready, connection.OwnState.Current.State);
        Assert.True(connection.NumberPlan.Numbers.Count >= 300);
        Assert.True(connection.NumberPlan.Users.Single(user => user.MainNumber == "102").IsSubordinate);
        Assert.Contains(connection.OwnState.BreakReasons, reason => reason.Name == "Lunch");
    }

    [Fact]
    public async Task A_russian_password_works_and_a_wrong_one_does_not()
    {
        await using var simulator = await SimulatorHost.StartAsync(Quiet, Clients.Stop);
        using (await OpenAsync(simulator, "petrov", "Пароль"))
        {
        }

        var wrong = await Clients.RefusalAsync(() => OpenAsync(simulator, "petrov", "пароль!"));
        var unknown = await Clients.RefusalAsync(() => OpenAsync(simulator, "nobody", "Secret123"));
        Assert.Equal(OktellErrors.WrongPassword, wrong.Error);
        Assert.Equal(OktellErrors.WrongPassword, unknown.Error);
    }

    [Fact]
    public async Task A_call_goes_through_backring_call_talk_and_ready()
    {
        await using var simulator = await SimulatorHost.StartAsync(Quiet, Clients.Stop);
        using var connection = await OpenAsync(simulator, "ivanov", "Secret123");

        var call = await connection.Phone.StartCallAsync("914000", CallSequence.UserFirst, intercom: false, Clients.Stop);
        var ended = await connection.Phone.WaitForStateAsync(call, [CallState.Ready], TimeSpan.FromSeconds(30), onChange: null, Clients.Stop);

        Assert.Equal("Backring Call Talk Ready", string.Join(" ", ended.States));
        Assert.Equal("914000", ended.Number);
        Assert.True(ended.TalkTime > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("912000")]
    [InlineData("913000")]
    public async Task A_busy_or_unanswered_number_never_gets_to_talk(string number)
    {
        await using var simulator = await SimulatorHost.StartAsync(Quiet, Clients.Stop);
        using var connection = await OpenAsync(simulator, "ivanov", "Secret123");

        var call = await connection.Phone.StartCallAsync(number, CallSequence.UserFirst, intercom: false, Clients.Stop);
        var dialling = number == "913000"
            ? await connection.Phone.WaitForStateAsync(call, [CallState.Call], TimeSpan.FromSeconds(20), onChange: null, Clients.Stop)
            : call;
        if (number == "913000")
        {
            await connection.Phone.EndAsync(Clients.Stop);
        }

        var ended = await connection.Phone.WaitForStateAsync(dialling, [CallState.Ready], TimeSpan.FromSeconds(20), onChange: null, Clients.Stop);
        Assert.DoesNotContain(ended.States, change => change.State == CallState.Talk);
        Assert.True(ended.HasEnded);
    }

    [Fact]
    public async Task The_called_user_sees_an_incoming_call_and_declines_it()
    {
        await using var simulator = await SimulatorHost.StartAsync(Quiet, Clients.Stop);
        using var ivanov = await OpenAsync(simulator, "ivanov", "Secret123");
        using var petrov = await OpenAsync(simulator, "petrov", "Пароль");

        var ringing = petrov.Phone.WaitForStateAsync(null, [CallState.Ring], TimeSpan.FromSeconds(20), onChange: null, Clients.Stop);
        var placed = await ivanov.Phone.StartCallAsync("102", CallSequence.UserFirst, intercom: false, Clients.Stop);
        var incoming = await ringing;
        Assert.Equal((PhoneDirection.Incoming, "101"), (incoming.Direction, incoming.Number));

        Assert.True((await petrov.Phone.EndAsync(Clients.Stop)).HasEnded);
        var failure = await Clients.RefusalAsync(() => ivanov.Phone.WaitForStateAsync(placed, [CallState.Talk], TimeSpan.FromSeconds(20), onChange: null, Clients.Stop));
        Assert.Equal(OktellErrors.CallEnded, failure.Error);
    }

    [Fact]
    public async Task A_break_is_seen_by_the_others()
    {
        await using var simulator = await SimulatorHost.StartAsync(Quiet, Clients.Stop);
        using var ivanov = await OpenAsync(simulator, "ivanov", "Secret123");
        using var petrov = await OpenAsync(simulator, "petrov", "Пароль");

        var state = await petrov.OwnState.SetAsync(WantedUserState.Break, "Meeting", false, false, Clients.Stop);

        Assert.Equal((UserState.Break, "Meeting"), (state.State, state.BreakReason?.Name));
        await Eventually.Until("102 is shown on a break", () => ivanov.NumberPlan.Find("102")!.State == NumberState.Break);
    }

    private static Task<OktellConnection> OpenAsync(SimulatorHost simulator, string login, string password) =>
        OktellConnection.OpenAsync([simulator.Uri.ToString()], new OktellCredential(login, password), Clients.Options, Clients.Stop);
}
