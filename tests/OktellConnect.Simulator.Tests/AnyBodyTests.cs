using System.Text;
using CsCheck;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Whatever a client sends inside a frame, it gets exactly one reply and keeps its connection.</summary>
public sealed class AnyBodyTests
{
    private static readonly string[] Methods =
    [
        "ping", "login", "subscribeevent", "getversion", "getmyuserinfo", "triggercustomevent", "getpbxnumbers", "getallusernumbers", "getalluserphotolink",
        "getuserphoto", "cc_getlunchtypes", "getuserstate", "setuserstate", "entercallcenter", "exitcallcenter", "getredirectrules", "saveredirectrules",
        "deleteredirectrules", "getextendedlineinfo", "getcurrentqueue", "pbxautocallstart", "pbxautocallabort", "pbxanswercall", "pbxabortcall",
        "pbxdeclinecall", "pbxmakeflash", "pbxmaketransfer", "pbxtransfercall", "getflashedabonentinfo", "gettotalqueue", "createnewconference",
        "buildconferencefromcommutation", "invitetoconference", "checkcanconnecttogathertoconference", "connecttogathertoconference", "getconferenceinfo", "getconferencecompetitors",
        "confdisconnectcompetitor", "exitconference", "confhandleevent", "attachasghost", "confsetghostmode", "confsetvoiceparams", "getchaincontent", "gettemphttppass", "getpbxcalljournal", "execpredefineddbstoredproc", "nosuchmethod",
    ];

    private static readonly string[] Names =
    [
        "userlogin", "Password", "password", "sessionid", "expires", "eventmethod", "event", "eventname", "eventparam", "recipients", "sendback", "userstateid",
        "oncallcenter", "onccmanual", "onredirect", "lunchreasonid", "lunchreasonmsg", "redirectrule", "id", "ids", "destinationnumber", "isenabled", "number",
        "sequence", "intercom", "mode", "transferto", "conference", "conferenceid", "competitors", "competitor", "competitorid", "room", "name", "record", "handle", "eventtype",
        "ghostedid", "ghostmode", "ghosthelp", "userid", "filter", "idchain", "datestart", "connectiontype", "minduration", "showcallcenter", "procedure", "inputparams", "from", "to",
    ];

    private static readonly string[] Texts =
        ["", "101", "600", "+79161234567", "ivanov", "user", "abonent", "incoming", "2026-03-10", "9999-99-99", "oktellconnect_calls", "\\u0000", "\\ud83d\\ude00", "Пароль", "-"];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        OneOf(Texts).Select(text => $"\"{text}\""),
        OneOf("null", "true", "false", "0", "1", "2", "5", "-1", "1e300", "9223372036854775807", "0.5"));

    private static readonly Gen<string> Value = Gen.OneOf(Scalar, Scalar.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"), Fields(Scalar));

    private static readonly Gen<(string Method, string Body)> Request = Gen.Select(OneOf(Methods), Fields(Gen.OneOf(Value, Fields(Value))));

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // Duplicate names occur on purpose.
    private static Gen<string> Fields(Gen<string> value) =>
        Gen.Select(OneOf(Names), value).Array[0, 5].Select(fields => $"{{{string.Join(',', fields.Select(field => $"\"{field.Item1}\":{field.Item2}"))}}}");

    [Fact]
    public async Task Any_body_gets_exactly_one_reply()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { MultipartThreshold = int.MaxValue });
        var number = 0;
        await Request.Array[20].SampleAsync(async requests =>
        {
            var run = Interlocked.Increment(ref number);
            await using var client = await pbx.LogInAsync();
            for (var index = 0; index < requests.Length; index++)
            {
                var (method, body) = requests[index];
                var id = $"{run}-{index}";
                var separator = body == "{}" ? "" : ",";
                await client.SendAsync(Encoding.UTF8.GetBytes($"[\"{method}\",{body[..^1]}{separator}\"qid\":\"{id}\"}}]"));
            }

            // Replies come in the order of the requests, so all others are there before this one.
            await client.AskAsync("ping");
            var answered = client.Arrived.Select(frame => frame.QueryId).Where(id => id?.StartsWith($"{run}-", StringComparison.Ordinal) == true);
            Assert.Equal(Enumerable.Range(0, requests.Length).Select(index => $"{run}-{index}"), answered);
        }, iter: 100, threads: 1);
    }
}
