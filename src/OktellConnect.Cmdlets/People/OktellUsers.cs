using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Finds the users that a text means.</summary>
internal static class OktellUsers
{
    /// <summary>Those with this id, or with a name or number that matches; the signed-in user by login too.</summary>
    public static List<PbxUser> Find(OktellConnection connection, IEnumerable<PbxUser> users, string identity)
    {
        var pattern = Wildcards.Patterns([identity]);
        return users.Where(user => IsMeant(user, identity, pattern, connection)).ToList();
    }

    // The server tells nobody's login but one's own.
    private static bool IsMeant(PbxUser user, string identity, WildcardPattern[] pattern, OktellConnection connection) =>
        string.Equals(user.Id, identity, StringComparison.OrdinalIgnoreCase)
        || pattern.AnyMatch(user.Name)
        || user.Numbers.Any(number => pattern.AnyMatch(number))
        || pattern.AnyMatch(user.MainNumber)
        || (user.Id == connection.User.Id && string.Equals(identity, connection.Login, StringComparison.OrdinalIgnoreCase));
}
