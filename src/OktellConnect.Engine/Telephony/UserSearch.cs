using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>Finds the one user that a text means: an id, a login, a number or a whole name, in this order.</summary>
internal static class UserSearch
{
    /// <summary>The user; null where there is none.</summary>
    /// <exception cref="OktellException">UserAmbiguous: several have this name.</exception>
    public static PbxUser? Find(NumberPlan plan, OwnUser me, string identity)
    {
        var wanted = identity.Trim();
        var users = plan.Users;
        if (Same(wanted, me.Login) || Same(wanted, me.Id))
        {
            return Own(plan, me);
        }

        var found = users.FirstOrDefault(user => Same(user.Id, wanted))
            ?? users.FirstOrDefault(user => Same(user.Login, wanted))
            ?? users.FirstOrDefault(user => user.MainNumber == wanted)
            ?? users.FirstOrDefault(user => user.Numbers.Contains(wanted))
            ?? (plan.Find(wanted)?.UserId is { } owner ? users.FirstOrDefault(user => user.Id == owner) : null);
        if (found is not null)
        {
            return found;
        }

        var named = users.Where(user => Same(user.Name, wanted)).ToList();
        return named.Count <= 1
            ? named.FirstOrDefault()
            : throw new OktellException(OktellErrors.UserAmbiguous,
                $"{named.Count} users are called \"{wanted}\"; their numbers are: {string.Join(", ", named.Select(user => user.MainNumber))}.", target: identity);
    }

    /// <summary>The user.</summary>
    /// <exception cref="OktellException">UserNotFound, UserAmbiguous.</exception>
    public static PbxUser Require(NumberPlan plan, OwnUser me, string identity) => Find(plan, me, identity)
        ?? throw new OktellException(OktellErrors.UserNotFound, $"The server has no user \"{identity}\".", target: identity);

    /// <summary>The signed-in user, who may be missing from the list where it could not be read.</summary>
    public static PbxUser Own(NumberPlan plan, OwnUser me) => plan.Users.FirstOrDefault(user => user.Id == me.Id)
        ?? new PbxUser { Id = me.Id, Login = me.Login, Name = me.Name, MainNumber = me.Number };

    private static bool Same(string? text, string wanted) => string.Equals(text, wanted, StringComparison.OrdinalIgnoreCase);
}
