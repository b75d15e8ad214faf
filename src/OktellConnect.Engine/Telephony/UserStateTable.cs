using System.Text.Json.Nodes;

namespace OktellConnect.Telephony;

/// <summary>Which <c>setuserstate</c> messages a wanted state takes, as a pure function (docs/protocol.md, "Setting the user state").</summary>
internal static class UserStateTable
{
    /// <summary>The bodies to send one after the other; empty where the user is in that state already.</summary>
    /// <param name="wanted">The state wanted.</param>
    /// <param name="callCenter">For ready: work in the call centre.</param>
    /// <param name="manual">For ready in the call centre: take calls by hand.</param>
    /// <param name="reason">For a break: its reason; null for a server that lists none.</param>
    /// <param name="now">The state now.</param>
    public static IReadOnlyList<JsonObject> Steps(WantedUserState wanted, bool callCenter, bool manual, BreakReason? reason, UserStateInfo now) => wanted switch
    {
        _ when IsNow(wanted, callCenter, manual, reason, now) => [],
        WantedUserState.Ready => [Body(now, 1, callCenter, callCenter && manual)],
        WantedUserState.Break => [WithReason(Body(now, 2, callCenter: true), reason)],
        WantedUserState.DoNotDisturb => [Body(now, 3, callCenter: false)],
        WantedUserState.Busy => [Body(now, 5)],

        // Oktell cannot go from the call centre to redirecting at once: first out of it, then redirect.
        WantedUserState.Redirect => [new JsonObject { ["oncallcenter"] = false, ["userstateid"] = 3 }, new JsonObject { ["onredirect"] = true }],
        _ => throw new ArgumentOutOfRangeException(nameof(wanted)),
    };

    private static bool IsNow(WantedUserState wanted, bool callCenter, bool manual, BreakReason? reason, UserStateInfo now) => wanted switch
    {
        WantedUserState.Ready => now.State == UserState.Ready && !now.Redirected && now.CallCenter == callCenter && now.Manual == (callCenter && manual),
        WantedUserState.Break => now.State == UserState.Break && !now.Redirected && now.BreakReason == reason,
        WantedUserState.DoNotDisturb => now.State == UserState.DoNotDisturb && !now.Redirected,
        WantedUserState.Busy => now.State == UserState.Busy && !now.Redirected,
        WantedUserState.Redirect => now.Redirected,
        _ => false,
    };

    // Flags that are as wanted already are left out, as the vendor's client does.
    private static JsonObject Body(UserStateInfo now, int stateId, bool? callCenter = null, bool? manual = null)
    {
        var body = new JsonObject { ["userstateid"] = stateId };
        if (callCenter is { } inCenter && inCenter != now.CallCenter)
        {
            body["oncallcenter"] = inCenter;
        }

        if (manual is { } byHand && byHand != now.Manual)
        {
            body["onccmanual"] = byHand;
        }

        body["onredirect"] = false;
        return body;
    }

    private static JsonObject WithReason(JsonObject body, BreakReason? reason)
    {
        if (reason is not null)
        {
            body["lunchreasonid"] = reason.Id;
        }

        return body;
    }
}
