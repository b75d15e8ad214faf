using OktellConnect.Client;
using OktellConnect.Personal;
using OktellConnect.Telephony;

namespace OktellConnect.Proof.Tests.BadInput;

/// <summary>Something the engine can be asked for, with a text in the place where a person's input goes.</summary>
/// <param name="Name">Name, for messages.</param>
/// <param name="MaySucceed">Where a success is a possible answer; elsewhere it must be a typed failure.</param>
/// <param name="TakesText">Whether the text matters; where not, one is enough.</param>
/// <param name="RunAsync">Carries it out.</param>
internal sealed record Operation(string Name, Situations MaySucceed, bool TakesText, Func<OktellConnection, string, CancellationToken, Task> RunAsync)
{
    /// <summary>Every operation of the engine's public surface.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        new("call", Situations.Idle | Situations.Talking | Situations.Holding, true, (at, text, stop) => at.Phone.StartCallAsync(text, CallSequence.UserFirst, false, stop)),
        new("call, number first", Situations.Idle | Situations.Talking | Situations.Holding, true, (at, text, stop) => at.Phone.StartCallAsync(text, CallSequence.AbonentFirst, false, stop)),
        new("intercom", Situations.Idle | Situations.Talking | Situations.Holding, true, (at, text, stop) => at.Phone.StartCallAsync(text, CallSequence.UserFirst, true, stop)),
        new("answer", Situations.Ringing, false, (at, _, stop) => at.Phone.AnswerAsync(stop)),
        new("end", Situations.Busy, false, (at, _, stop) => at.Phone.EndAsync(null, stop)),
        new("end a party", Situations.None, true, (at, text, stop) => at.Phone.EndAsync(text, stop)),
        new("suspend", Situations.Talking | Situations.InConference, false, (at, _, stop) => at.Phone.SuspendAsync(stop)),
        new("resume", Situations.Holding, false, (at, _, stop) => at.Phone.ResumeAsync(stop)),
        new("switch", Situations.Holding, false, (at, _, stop) => at.Phone.SwitchAsync(stop)),
        new("transfer", Situations.Talking | Situations.InConference, true, (at, text, stop) => at.Phone.TransferAsync(text, stop)),
        new("join", Situations.None, false, (at, _, stop) => at.Phone.JoinAsync(stop)),
        new("read the line", Situations.Open, false, (at, _, stop) => at.Phone.ReloadAsync(stop)),
        new("read the queue", Situations.Open, false, (at, _, stop) => at.Phone.GetQueueAsync(stop)),
        new("what is possible", Situations.Any, true, (at, text, _) => Task.FromResult(at.Phone.GetActions(text))),
        new("make a conference", Situations.Idle | Situations.Talking, true, (at, text, stop) => at.Conferences.CreateAsync([text], text, true, stop)),
        new("make a conference of nobody", Situations.Talking, false, (at, _, stop) => at.Conferences.CreateAsync([], null, false, stop)),
        new("invite", Situations.InConference, true, (at, text, stop) => at.Conferences.InviteAsync([text], stop)),
        new("invite nobody", Situations.None, false, (at, _, stop) => at.Conferences.InviteAsync([], stop)),
        new("remove", Situations.None, true, (at, text, stop) => at.Conferences.RemoveAsync(text, stop)),
        new("leave", Situations.InConference, false, (at, _, stop) => at.Conferences.LeaveAsync(stop)),
        new("listen", Situations.None, true, (at, text, stop) => at.Monitor.StartAsync(text, MonitorMode.Listen, stop)),
        new("help", Situations.None, true, (at, text, stop) => at.Monitor.StartAsync(text, MonitorMode.Help, stop)),
        new("change the listening", Situations.None, false, (at, _, stop) => at.Monitor.SetModeAsync(MonitorMode.Conference, stop)),
        new("stop listening", Situations.None, false, (at, _, stop) => at.Monitor.StopAsync(stop)),
        new("take a break", Situations.None, true, (at, text, stop) => at.OwnState.SetAsync(WantedUserState.Break, text, false, false, stop)),
        new("read the state", Situations.Open, false, (at, _, stop) => at.OwnState.ReloadAsync(stop)),
        new("read the number plan", Situations.Open, false, (at, _, stop) => at.NumberPlan.ReloadAsync(stop)),
        new("find a number", Situations.Any, true, (at, text, _) => Task.FromResult(at.NumberPlan.Find(text))),
        new("find whom a text means", Situations.Any, true, (at, text, _) => Task.FromResult(at.FindParty(text))),
        new("redirect", Situations.Open, true, (at, text, stop) => at.Redirects.SetAsync(text, stop)),
        new("send to", Situations.None, true, (at, text, stop) => at.Messages.SendAsync([text], "text", stop)),
        new("send text", Situations.Open, true, (at, text, stop) => at.Messages.SendAsync([PetrovId(at)], text, stop)),
        new("send to nobody", Situations.None, false, (at, _, stop) => at.Messages.SendAsync([], "text", stop)),
        new("read messages with", Situations.Any, true, (at, text, stop) => at.Messages.GetAsync(null, null, text, stop)),
        new("send an event", Situations.Open, true, (at, text, stop) => at.CustomEvents.SendAsync(text, "parameter", null, false, stop)),
        new("send an event with", Situations.Open, true, (at, text, stop) => at.CustomEvents.SendAsync("event", text, [PetrovId(at)], false, stop)),
        new("send an event to", Situations.Open, true, (at, text, stop) => at.CustomEvents.SendAsync("event", null, [text], true, stop)),
        new("any method", Situations.None, true, (at, text, stop) => at.Client.InvokeAsync(text, null, stop)),
        new("any parameter", Situations.Open, true, (at, text, stop) => at.Client.InvokeAsync("ping", new Dictionary<string, object?> { [text] = text }, stop)),
        new("change the password", Situations.None, true, (at, text, stop) => at.Password.ChangeAsync(new OktellCredential(at.Login, text), new OktellCredential(at.Login, text + "next"), stop)),
        new("upload", Situations.None, true, (at, text, stop) => at.Uploads.SendAsync(text, FileStorage.Temp, UploadPath.Default, null, stop)),
        new("set the photo", Situations.None, true, (at, text, stop) => at.Photos.SetOwnAsync(text, null, stop)),
        new("read settings", Situations.Open, false, (at, _, stop) => at.Settings.GetAsync(stop)),
        new("set a setting", Situations.None, true, (at, text, stop) => at.Settings.SetAsync(text, text, stop)),
    ];

    private static string PetrovId(OktellConnection connection) => connection.NumberPlan.Users.Single(user => user.MainNumber == "102").Id;
}
