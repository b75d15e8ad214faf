using OktellConnect.Proof.Tests.Vendor;

namespace OktellConnect.Proof.Tests.Desks;

/// <summary>
/// The vendor's client and the engine at the telephones of one PBX, logged in at the same time. After every step all of them and the
/// PBX itself must show the same. Each story is told twice with the clients changed, so that each does and suffers everything.
/// </summary>
public sealed class StoryTests
{
    private static readonly DeskView Ready = new("ready");

    public static TheoryData<bool, bool, bool> Castings => new() { { true, false, true }, { false, true, false }, { true, true, false } };

    [Theory]
    [MemberData(nameof(Castings))]
    public async Task Calls_in_both_directions(bool ivanovIsVendor, bool petrovIsVendor, bool sidorovIsVendor)
    {
        await using var office = await Office.OpenAsync(VendorClient.Required(), ivanovIsVendor, petrovIsVendor, sidorovIsVendor);
        var (ivanov, petrov, sidorov) = (office.Desks[0], office.Desks[1], office.Desks[2]);
        await office.AgreeAsync("all are in", Ready, Ready, Ready);

        foreach (var (caller, called) in new[] { (ivanov, petrov), (petrov, ivanov), (petrov, sidorov), (sidorov, petrov) })
        {
            await caller.CallAsync(called.Number);
            await office.AgreeAsync($"{caller.Login} calls {called.Login}", Views(office, (caller, new("call", called.Number)), (called, new("ring", caller.Number))));
            await called.AnswerAsync();
            await office.AgreeAsync($"{called.Login} answers", Views(office, (caller, new("talk", called.Number)), (called, new("talk", caller.Number))));
            await called.EndAsync();
            await office.AgreeAsync($"{called.Login} hangs up", Ready, Ready, Ready);

            await caller.CallAsync(called.Number);
            await office.AgreeAsync($"{caller.Login} calls {called.Login} again", Views(office, (caller, new("call", called.Number)), (called, new("ring", caller.Number))));
            await called.EndAsync();
            await office.AgreeAsync($"{called.Login} declines", Ready, Ready, Ready);

            await caller.CallAsync(called.Number);
            await office.AgreeAsync($"{caller.Login} calls {called.Login} once more", Views(office, (caller, new("call", called.Number)), (called, new("ring", caller.Number))));
            await caller.EndAsync();
            await office.AgreeAsync($"{caller.Login} thinks better of it", Ready, Ready, Ready);
        }
    }

    private static DeskView[] Views(Office office, params (Desk Desk, DeskView View)[] busy) =>
        [.. office.Desks.Select(desk => busy.FirstOrDefault(one => one.Desk == desk).View ?? Ready)];
}
