using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Whom a command's text means, where that must be a number.</summary>
internal static class PartyLookup
{
    /// <summary>The number to dial, and whose it is.</summary>
    /// <exception cref="OktellException">Nobody, several, or somebody without a number.</exception>
    public static (string Number, Party Party) FindNumber(this OktellConnection connection, string? text)
    {
        var party = connection.FindParty(text ?? "");
        return party.Number is { } number
            ? (number, party)
            : throw new OktellException(OktellErrors.CallNumberMissing, $"{party} has no number.", target: text);
    }
}
