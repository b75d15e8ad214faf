using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Lists users with the states of their numbers.</summary>
[Cmdlet(VerbsCommon.Get, "OktellUser")]
[OutputType(typeof(PbxUser))]
public sealed class GetOktellUser : ServerCmdlet
{
    /// <summary>Id, name or number; wildcards in names and numbers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "UserId", "OktellUserId")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] Identity { get; set; } = ["*"];

    /// <summary>Only those the signed-in user may listen to.</summary>
    [Parameter]
    public SwitchParameter Subordinate { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        var connection = RequireConnection();
        var users = connection.NumberPlan.Users;
        foreach (var identity in Identity)
        {
            var pattern = Wildcards.Patterns([identity]);
            var found = users.Where(user => IsMeant(user, identity, pattern, connection)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(identity))
            {
                WriteFailure(new OktellException(OktellErrors.UserNotFound, $"The server has no user \"{identity}\".", target: identity), identity);
            }

            foreach (var user in found.Where(user => !Subordinate || user.IsSubordinate))
            {
                Write(user);
            }
        }

        return Task.CompletedTask;
    }

    // The server tells nobody's login but one's own.
    private static bool IsMeant(PbxUser user, string identity, WildcardPattern[] pattern, OktellConnection connection) =>
        string.Equals(user.Id, identity, StringComparison.OrdinalIgnoreCase)
        || pattern.AnyMatch(user.Name)
        || user.Numbers.Any(number => pattern.AnyMatch(number))
        || pattern.AnyMatch(user.MainNumber)
        || (user.Id == connection.User.Id && string.Equals(identity, connection.Login, StringComparison.OrdinalIgnoreCase));
}
