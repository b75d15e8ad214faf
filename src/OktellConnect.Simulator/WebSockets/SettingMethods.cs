using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>
/// The two stored procedures that a customer may add for settings (docs/simulator.md, "Settings"): one setting, the kind of device. Used
/// under the exchange's lock.
/// </summary>
internal sealed class SettingMethods
{
    private const string DeviceKind = "DeviceKind";

    private static readonly string[] Kinds = ["Headset", "IpPhone"];

    private readonly Dictionary<string, string> kinds = new(StringComparer.Ordinal);

    public void AddTo(Procedures procedures)
    {
        procedures.Add(SeedRules.SettingsProcedure, List);
        procedures.Add(SeedRules.SetSettingProcedure, Set);
    }

    private JsonObject List(MethodContext context, JsonElement input) => Procedures.Table(new JsonArray(
        new JsonArray("name", "value", "writable", "note"),
        new JsonArray(DeviceKind, kinds.GetValueOrDefault(context.Person.Id, Kinds[1]), 1, string.Join(" or ", Kinds))));

    private JsonObject Set(MethodContext context, JsonElement input)
    {
        var value = Kinds.FirstOrDefault(kind => string.Equals(kind, Procedures.Text(input, "value"), StringComparison.OrdinalIgnoreCase));
        if (!string.Equals(Procedures.Text(input, "name"), DeviceKind, StringComparison.OrdinalIgnoreCase) || value is null)
        {
            return Procedures.Refused(Refusal.BadParameter, "No such setting or value");
        }

        kinds[context.Person.Id] = value;
        return Reply.Done(("errorcode", 0));
    }
}
