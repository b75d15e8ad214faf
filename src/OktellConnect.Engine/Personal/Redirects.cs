using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Personal;

/// <summary>
/// Redirect rules of the signed-in user. One of them, known by its id, is the one that clients set; the others are shown and can be
/// removed, not changed (docs/protocol.md, "Redirect rules"). Nothing is remembered here: the server is asked. Thread-safe.
/// </summary>
public sealed class Redirects
{
    private const int LongestNumber = 64;

    // What people read on the server; the vendor's client has a sentence of its own there.
    private const string Caption = "Переадресация, заданная самим пользователем.";

    private readonly OktellClient client;

    internal Redirects(OktellClient client) => this.client = client;

    /// <summary>Id of the rule that clients set: the MD5 of the user's id, in lower case, written twice.</summary>
#pragma warning disable CA1308 // The vendor's client lower-cases ids.
    public string OwnId => PasswordHash.ExactCase(client.UserId.ToLowerInvariant() + client.UserId.ToLowerInvariant());
#pragma warning restore CA1308

    /// <summary>The rules, in the server's order.</summary>
    /// <exception cref="OktellException">The server refused or did not answer.</exception>
    public async Task<IReadOnlyList<RedirectRule>> GetAsync(CancellationToken cancellation)
    {
        var reply = await client.RequestAsync("getredirectrules", null, cancellation).ConfigureAwait(false);
        var own = OwnId;
        return [.. reply.GetItems("redirectrules").Select(rule => RedirectRule.Read(rule, own)).OfType<RedirectRule>()];
    }

    /// <summary>Makes the own rule, or gives it another number, and puts it in force. What else the rule says stays as it is.</summary>
    /// <param name="number">Where calls go.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The rule as the server then shows it.</returns>
    /// <exception cref="OktellException">RedirectNumberInvalid, RedirectNotSaved; or the server refused or did not answer.</exception>
    public async Task<RedirectRule> SetAsync(string number, CancellationToken cancellation)
    {
        var wanted = number.Trim();
        if (wanted.Length is 0 or > LongestNumber || wanted.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)))
        {
            throw new OktellException(OktellErrors.RedirectNumberInvalid, $"\"{(wanted.Length > LongestNumber ? wanted.Remove(LongestNumber) + "…" : wanted)}\" is no number to redirect to.", target: number);
        }

        var before = await FindOwnAsync(cancellation).ConfigureAwait(false);
        if (before is { State: RedirectState.Active, IsEnabled: not false } && before.Number == wanted)
        {
            return before;
        }

        await client.RequestAsync("saveredirectrules", new JsonObject { ["redirectrule"] = Body(before, wanted) }, cancellation).ConfigureAwait(false);
        return await FindOwnAsync(cancellation).ConfigureAwait(false) is { } rule && rule.Number == wanted
            ? rule
            : throw new OktellException(OktellErrors.RedirectNotSaved, $"The server accepted the redirect rule to {wanted}, but does not show it.", target: wanted);
    }

    /// <summary>Removes rules. One that is not there any more is no error.</summary>
    /// <exception cref="OktellException">The server refused or did not answer.</exception>
    public async Task RemoveAsync(IReadOnlyList<RedirectRule> rules, CancellationToken cancellation)
    {
        if (rules.Count > 0)
        {
            await client.RequestAsync("deleteredirectrules", new JsonObject { ["ids"] = new JsonArray([.. rules.Select(rule => (JsonNode?)JsonValue.Create(rule.Id))]) }, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The rule that clients set, or null where there is none.</summary>
    /// <exception cref="OktellException">The server refused or did not answer.</exception>
    public async Task<RedirectRule?> FindOwnAsync(CancellationToken cancellation) =>
        (await GetAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(rule => rule.IsOwn);

    // Days, sources and whatever else somebody set on the server are kept.
    private JsonObject Body(RedirectRule? before, string number)
    {
        var body = before is null
            ? new JsonObject
            {
                ["id"] = OwnId,
                ["caption"] = Caption,
                ["description"] = Caption,
                ["priority"] = 1,
                ["userid"] = client.UserId,
                ["allowcascade"] = true,
                ["onlyforredirectstate"] = true,
                ["definesources"] = false,
            }
            : JsonObject.Create(before.Source)!;
        body["isenabled"] = true;
        body["state"] = (int)RedirectState.Active;
        body["destinationnumber"] = number;
        return body;
    }
}
