using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>
/// Changes of number states that not everybody has been told of yet. They concern all connections, so they are gathered for a
/// moment and told together, encoded once: two thousand logins are four million changes to tell otherwise. Used under the exchange's lock.
/// </summary>
internal sealed class NumberStateFeed
{
    public const string Event = "pbxnumberstatechanged";

    private readonly List<(string Number, int StateId)> changes = [];
    private long first;
    private (long From, byte[] Message) encoded = (-1, []);

    /// <summary>Where the next change will be.</summary>
    public long End => first + changes.Count;

    public void Add(string number, int stateId)
    {
        changes.Add((number, stateId));
        encoded.From = -1;
    }

    /// <summary>The event that tells everything from a position on; asked for only when there is something.</summary>
    public byte[] From(long position)
    {
        if (encoded.From != position)
        {
            encoded = (position, Encode(changes.Skip((int)Math.Max(0, position - first))));
        }

        return encoded.Message;
    }

    /// <summary>Everybody has been told.</summary>
    public void Forget()
    {
        first = End;
        changes.Clear();
        encoded.From = -1;
    }

    public static byte[] Encode(IEnumerable<(string Number, int StateId)> changes) => FrameCodec.Encode(Event, new JsonObject
    {
        ["numbers"] = new JsonArray([.. changes.Select(change => new JsonObject { ["num"] = change.Number, ["numstateid"] = change.StateId })]),
    });
}
