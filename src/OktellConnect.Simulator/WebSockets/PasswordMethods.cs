using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Changing one's own password, by method and by stored procedure.</summary>
internal sealed class PasswordMethods(SimulatorLog log)
{
    // Clients compare this text literally.
    private const string WrongPassword = "old password is wrong";

    private const int ShortestStrong = 6;
    private const int HashLength = 32;

    public void AddTo(MethodTable methods, Procedures procedures)
    {
        methods.Add("changepassword", context => Change(context, context.Body));
        procedures.Add(SeedRules.PasswordProcedure, (context, input) =>
        {
            var reply = Change(context, input);
            reply["errorcode"] = reply["error"]?.DeepClone() ?? 0;
            return reply;
        });
    }

    private JsonObject Change(MethodContext context, JsonElement input)
    {
        var person = context.Person;
        var wanted = Procedures.Text(input, "newpwdmd5");
        if (wanted is not { Length: HashLength } || !wanted.All(char.IsAsciiHexDigit))
        {
            return Reply.Refused(Refusal.BadParameter, "newpwdmd5 is not a hash");
        }

        if (!Same(Procedures.Text(input, "oldpwdmd5") ?? "", person.PasswordExact))
        {
            log.Write($"password of {person.Login}: the old one is wrong");
            return Reply.Refused(Refusal.NotPermitted, WrongPassword);
        }

        // The clear text comes only from clients that want it judged.
        if (Procedures.Text(input, "newpwd") is { Length: > 0 } clear)
        {
            if (!Same(wanted, HashOf(clear)))
            {
                return Reply.Refused(Refusal.BadParameter, "newpwd and newpwdmd5 differ");
            }

            if (clear.Length < ShortestStrong || !clear.Any(char.IsDigit) || clear.All(char.IsDigit))
            {
                return Reply.Refused(Refusal.BadParameter, $"The password is too simple: {ShortestStrong} characters at least, digits and something else");
            }
        }

#pragma warning disable CA1308 // The protocol's hashes are in lower case.
        person.PasswordExact = wanted.ToLowerInvariant();
#pragma warning restore CA1308

        // The other hash cannot be made from this one: clients that send it alone have to wait for a new seed.
        person.PasswordLower = null;
        log.Write($"password of {person.Login}: changed");
        return Reply.Done();
    }

    /// <summary>The vendor's client sends the text mapped to bytes already, one character each; others send it as typed.</summary>
    private static string HashOf(string clear)
    {
        if (clear.All(character => character <= 255))
        {
#pragma warning disable CA5351 // The protocol's hash; it protects nothing.
            return Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes(clear)));
#pragma warning restore CA5351
        }

        try
        {
            return PasswordHash.ExactCase(clear);
        }
        catch (NotSupportedException)
        {
            return "";
        }
    }

    private static bool Same(string sent, string kept) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent.ToUpperInvariant()), Encoding.UTF8.GetBytes(kept.ToUpperInvariant()));
}
