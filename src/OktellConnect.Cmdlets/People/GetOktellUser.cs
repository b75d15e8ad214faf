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
            var found = OktellUsers.Find(connection, users, identity);
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
}
