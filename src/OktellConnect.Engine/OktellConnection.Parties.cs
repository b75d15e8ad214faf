using OktellConnect.Telephony;

namespace OktellConnect;

public sealed partial class OktellConnection
{
    /// <summary>
    /// Finds whom a text means, by what is in memory: a number of the plan, a user's id, the own login, a name or its first words, or a
    /// number that can be dialled, in any spelling.
    /// </summary>
    /// <exception cref="OktellException">
    /// <see cref="OktellErrors.CallNumberMissing"/> for an empty text, <see cref="OktellErrors.UserNotFound"/> or
    /// <see cref="OktellErrors.NumberNotUnderstood"/> where it means nobody, <see cref="OktellErrors.PartyAmbiguous"/> where it means several.
    /// </exception>
    public Party FindParty(string text) => new PartySearch(NumberPlan.Numbers, NumberPlan.Users, User, Login).Find(text);
}
