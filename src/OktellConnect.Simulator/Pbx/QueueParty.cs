namespace OktellConnect.Simulator.Pbx;

/// <summary>A queue, as long as none of its members has taken the call.</summary>
internal sealed class QueueParty(CallQueue queue) : Party(queue.Number, queue.Name)
{
    public CallQueue Queue => queue;
}
