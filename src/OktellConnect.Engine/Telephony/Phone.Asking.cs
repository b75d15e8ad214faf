using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

public sealed partial class Phone
{
    private readonly QueueMemory queue = new();

    /// <summary>Who waits for the signed-in user, in the server's order.</summary>
    /// <exception cref="OktellException">The server refused or did not answer.</exception>
    public async Task<IReadOnlyList<QueueItem>> GetQueueAsync(CancellationToken cancellation)
    {
        var reply = await client.RequestAsync("getcurrentqueue", null, cancellation).ConfigureAwait(false);
        var now = Clock.GetLocalNow();
        lock (gate)
        {
            return queue.Take(reply, now);
        }
    }

    /// <summary>
    /// What can be done now, by what is known of the line, the own state and the number plan. Asks the server for nothing. An action
    /// that is offered may still be refused by the server.
    /// </summary>
    /// <param name="target">Number or user id; null for what the line itself offers.</param>
    public PhoneActionList GetActions(string? target)
    {
        LineSnapshot line;
        bool isQueued;
        lock (gate)
        {
            line = tracker.Now;
            isQueued = target is not null && queue.Contains(target);
        }

        var userState = ownState.Current.State;
        var person = target is null ? null : numberPlan.FindUser(target);
        var facts = new ActionFacts
        {
            Line = line.State,
            User = userState,
            Target = target is null ? ActionTargetKind.Line : KindOf(target, person, line, isQueued),
            HasHeld = line.Held is not null,
            InConference = line.Conference is not null,
            IsConferenceCreator = line.Conference?.IsCreator ?? false,
            TargetState = target is null ? NumberState.Unknown : numberPlan.Find(target)?.State ?? person?.State ?? NumberState.Unknown,
            IsSubordinate = person?.IsSubordinate ?? false,
        };
        return new PhoneActionList
        {
            Target = target,
            LineState = LineStateTable.ToCallState(line.State),
            UserState = userState,
            Actions = PhoneActionTable.Offer(facts),
        };
    }

    private ActionTargetKind KindOf(string target, PbxUser? person, LineSnapshot line, bool isQueued)
    {
        // A person is the same by any of his numbers and by his id.
        string[] names = person is null ? [target] : [target, person.Id, .. person.Numbers];
        return isQueued ? ActionTargetKind.Queued
            : names.Any(IsMe) ? ActionTargetKind.Me
            : line.Held is { } held && names.Any(held.IsKnownAs) ? ActionTargetKind.Held
            : names.Any(line.IsOnLine) ? ActionTargetKind.Current
            : ActionTargetKind.Stranger;
    }
}
