using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Pbx;

/// <summary>A stored redirect rule. What the server does not interpret is kept as it came.</summary>
/// <param name="Id">Without dashes, as clients compare it.</param>
/// <param name="Destination">Number that calls go to.</param>
/// <param name="IsActive">Enabled and in the state "active"; a rule that is merely enabled or disabled does nothing.</param>
/// <param name="OnlyForRedirectState">Counts only while the person has chosen redirection; otherwise always.</param>
/// <param name="AllowsCascade">Passes on what has been redirected here already; otherwise such a call rings here.</param>
/// <param name="Priority">The lowest number that applies decides.</param>
/// <param name="Source">The rule as the client saved it; never changed.</param>
internal sealed record RedirectRule(string Id, string Destination, bool IsActive, bool OnlyForRedirectState, bool AllowsCascade, long Priority, JsonObject Source)
{
    private const long Active = 2;

    /// <summary>Reads what a client saves. What it leaves out is as the vendor's client sends it.</summary>
    public static RedirectRule Read(string id, string destination, JsonElement source, JsonObject copy) => new(
        id,
        destination,
        (source.GetFlag("isenabled") ?? true) && (source.GetWholeNumber("state") ?? Active) == Active,
        source.GetFlag("onlyforredirectstate") ?? true,
        source.GetFlag("allowcascade") ?? true,
        source.GetWholeNumber("priority") ?? 1,
        copy);
}
