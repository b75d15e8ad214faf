using System.Runtime.CompilerServices;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>
/// The call a script is dealing with, per connection: <c>Start-OktellCall; Wait-OktellCall -State Ready</c> means that call, even
/// when it has ended in between. Forgotten once the script has been told of its end.
/// </summary>
internal static class CallMemory
{
    private static readonly ConditionalWeakTable<OktellConnection, CallInfo> Calls = new();

    public static CallInfo? Recall(OktellConnection connection) => Calls.TryGetValue(connection, out var call) ? call : null;

    public static void Remember(OktellConnection connection, CallInfo call)
    {
        Calls.Remove(connection);
        if (!call.HasEnded)
        {
            Calls.Add(connection, call);
        }
    }
}
