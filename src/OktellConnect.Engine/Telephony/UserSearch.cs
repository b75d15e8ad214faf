using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>Finds the one user that a text means, as <see cref="PartySearch"/> understands it; a number that is nobody's is no user.</summary>
internal static class UserSearch
{
    /// <summary>The user; null where there is none.</summary>
    /// <exception cref="OktellException">PartyAmbiguous: several have this name.</exception>
    public static PbxUser? Find(NumberPlan plan, OwnUser me, string identity)
    {
        try
        {
            return Require(plan, me, identity);
        }
        catch (OktellException nobody) when (nobody.Error == OktellErrors.UserNotFound)
        {
            return null;
        }
    }

    /// <summary>The user.</summary>
    /// <exception cref="OktellException">UserNotFound, PartyAmbiguous.</exception>
    public static PbxUser Require(NumberPlan plan, OwnUser me, string identity)
    {
        var users = plan.Users;
        Party? party = null;
        try
        {
            party = new PartySearch(plan.Numbers, users, me, me.Login).Find(identity);
        }
        catch (OktellException nobody) when (nobody.Error == OktellErrors.CallNumberMissing || nobody.Error == OktellErrors.NumberNotUnderstood)
        {
            // For a call these are errors of their own; for a message the text is simply no user.
        }

        var user = party?.UserId is { } id ? users.FirstOrDefault(candidate => candidate.Id == id)
            : party?.Number is { } number ? users.FirstOrDefault(candidate => candidate.MainNumber == number || candidate.Numbers.Contains(number))
            : null;
        return user ?? (party?.UserId == me.Id ? Own(plan, me) : throw new OktellException(OktellErrors.UserNotFound, $"The server has no user \"{identity}\".", target: identity));
    }

    /// <summary>The signed-in user, who may be missing from the list where it could not be read.</summary>
    public static PbxUser Own(NumberPlan plan, OwnUser me) => plan.Users.FirstOrDefault(user => user.Id == me.Id)
        ?? new PbxUser { Id = me.Id, Login = me.Login, Name = me.Name, MainNumber = me.Number };
}
