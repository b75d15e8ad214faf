using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.Tests;

/// <summary>One wish of one person, about somebody else.</summary>
/// <param name="IsSensible">Whether it is one that people have in such a situation; otherwise any.</param>
/// <param name="What">Which of those wishes.</param>
/// <param name="Who">Whose.</param>
/// <param name="Whom">About whom.</param>
internal sealed record Wish(bool IsSensible, int What, int Who, int Whom)
{
    public void Do(Office office)
    {
        var exchange = office.Exchange;
        var (person, other, number) = (office.Plan.People[Who], office.Plan.People[Whom % 5], Office.Numbers[Whom]);
        var conference = (person.Line.Current ?? person.Line.Held)?.Bridge.ConferenceId;
        var sensible = Sensible(person.Line);
        switch (IsSensible ? sensible[What % sensible.Length] : What % 26)
        {
            case 0 or 1:
                exchange.Order(person, number, Whom % 2 == 0 ? CallSequence.UserFirst : CallSequence.AbonentFirst, isIntercom: Whom == 2);
                break;
            case 2:
                exchange.Dial(person.Number, number, null);
                break;
            case 3:
                exchange.Dial(Office.Outside[4 + (Who % 2)], Office.Numbers[Whom % 6], null);
                break;
            case 4 or 5:
                exchange.Answer(person);
                break;
            case 6:
                exchange.Abort(person);
                break;
            case 7:
                _ = Whom % 2 == 0 ? exchange.AbortAutocall(person) : exchange.Decline(person);
                break;
            case 8 or 9:
                exchange.Flash(person, FlashMode.Switch);
                break;
            case 10:
                exchange.Flash(person, Whom % 2 == 0 ? FlashMode.Abort : FlashMode.Next);
                break;
            case 11:
                exchange.Transfer(person, number);
                break;
            case 12:
                exchange.CreateConference(person, new ConferenceOrder { Id = Guid.NewGuid().ToString(), Invitations = [new Invitation(other.Id, null, null), new Invitation(null, null, number)] });
                break;
            case 13:
                exchange.BuildConference(person);
                break;
            case 14:
                exchange.Invite(person, conference, [new Invitation(null, null, number)]);
                break;
            case 15:
                exchange.BringHeld(person);
                break;
            case 16:
                exchange.Remove(person, conference, exchange.View(person, conference)?.Competitors.ElementAtOrDefault(Whom)?.Id);
                break;
            case 17:
                exchange.Exit(person, conference);
                break;
            case 18:
                exchange.AttachGhost(person, other.Id);
                break;
            case 19:
                exchange.SetGhostMode(person, conference, (GhostMode)(Whom % 3));
                break;
            case 20:
                exchange.SetGhostHelp(person, conference, exchange.View(person, conference)?.Competitors.ElementAtOrDefault(Whom)?.Id, Whom % 2 == 0);
                break;
            case 21:
                _ = Whom switch
                {
                    0 => exchange.HangUp(person),
                    1 => exchange.ConnectPhone(person, isConnected: false),
                    2 or 3 => exchange.ConnectPhone(person, isConnected: true),
                    4 => exchange.ChangeState(person, new UserStateChange { StateId = UserStateIds.DoNotDisturb }),
                    5 => exchange.ChangeState(person, new UserStateChange { StateId = UserStateIds.Ready }),
                    _ => exchange.HangUpOutside(Office.Outside[Whom % 6]),
                };
                break;
            case 22 or 23:
                exchange.Order(person, number, CallSequence.UserFirst, isIntercom: false);
                office.Time.Advance(TimeSpan.FromSeconds(0.5));
                exchange.Answer(other);
                office.Time.Advance(TimeSpan.FromSeconds(1));
                break;
            default:
                office.Time.Advance(TimeSpan.FromSeconds(Whom switch { 9 => 30, 8 => 3, _ => 0.5 * (Whom + 1) }));
                break;
        }
    }

    // Talks, conferences and listening in come about by several fitting wishes in a row: chance alone seldom makes them.
    private static int[] Sensible(Line line) => line switch
    {
        { Current: null, Held: null } => [22, 22, 12, 18, 18, 3],
        { HasDialTone: true } => [22, 22, 8, 10, 6, 12],
        { Current.State: LegState.Ringing or LegState.CallbackRinging } => [4, 4, 4, 7],
        { Current: { State: LegState.Talking, Bridge: GhostConference } } => [19, 19, 20, 20, 17],
        { Current: { State: LegState.Talking, Bridge: Conference }, Held: not null } => [15, 15, 8, 10, 6, 14],
        { Current: { State: LegState.Talking, Bridge: Conference } } => [14, 14, 8, 16, 17, 22],
        { Current.State: LegState.Talking, Held: not null } => [8, 6, 11, 13, 13, 10],
        { Current.State: LegState.Talking } => [8, 22, 11, 13, 6, 24],
        _ => [24, 24, 24, 6, 7],
    };
}
