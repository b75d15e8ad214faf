using System.Management.Automation;
using OktellConnect.Personal;

namespace OktellConnect.Cmdlets;

/// <summary>Tells where users' photos are.</summary>
[Cmdlet(VerbsCommon.Get, "OktellPhoto")]
[OutputType(typeof(UserPhoto))]
public sealed class GetOktellPhoto : ServerCmdlet
{
    private Dictionary<string, UserPhoto>? photos;

    /// <summary>Id, name or number; wildcards in names and numbers. By default the signed-in user.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "UserId", "OktellUserId")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] Identity { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        if (Identity.Length == 0)
        {
            Write(await connection.Photos.GetOwnAsync(Cancellation).ConfigureAwait(false));
            return;
        }

        var users = connection.NumberPlan.Users;
        photos ??= (await connection.Photos.GetAsync(Cancellation).ConfigureAwait(false)).ToDictionary(photo => photo.UserId);
        foreach (var identity in Identity)
        {
            var found = OktellUsers.Find(connection, users, identity);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(identity))
            {
                WriteFailure(new OktellException(OktellErrors.UserNotFound, $"The server has no user \"{identity}\".", target: identity), identity);
            }

            foreach (var user in found)
            {
                if (photos.TryGetValue(user.Id, out var photo))
                {
                    Write(photo);
                }
            }
        }
    }
}
