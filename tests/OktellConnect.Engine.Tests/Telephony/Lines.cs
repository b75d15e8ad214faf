namespace OktellConnect.Engine.Tests.Telephony;

/// <summary>What the line says in the usual situations.</summary>
internal static class Lines
{
    public const string Idle = """{"linestatestr":"lsReady","chainid":"00000000-0000-0000-0000-000000000000","isflashing":false,"abonent":{}}""";
    public const string Gone = """{"linestatestr":"lsDisconnected","abonent":{}}""";
    public const string Talk = """{"linestatestr":"lsCommutated","chainid":"c1","timertalklensec":0,"abonent":{"number":"102","userid":"aa","username":"Петров","iscommutated":true}}""";
    public const string TalkTo103 = """{"linestatestr":"lsCommutated","chainid":"c3","abonent":{"number":"103","userid":"bb","username":"Сидоров","iscommutated":true}}""";
    public const string Ring = """{"chainid":"c1","abonent":{"number":"102","userid":"aa","username":"Петров","isringing":true}}""";
    public const string BackRing = """{"chainid":"c1","abonent":{"number":"102","userid":"aa","isringing":true,"direction":"acm_callback"}}""";
    public const string BackCall = """{"chainid":"c1","abonent":{"number":"102","userid":"aa","isautocall":true}}""";
    public const string Call = """{"chainid":"c1","abonent":{"number":"102","userid":"aa"}}""";
    public const string DialTone = """{"linestatestr":"lsHookUp","isflashing":true,"flashed":{"number":"102","userid":"aa","username":"Петров"},"abonent":{}}""";
    public const string TalkAndHeld = """{"linestatestr":"lsCommutated","chainid":"c3","isflashing":true,"flashed":{"callerid":"102","userid":"aa"},"abonent":{"number":"103","userid":"bb","iscommutated":true}}""";
    public const string Swapped = """{"linestatestr":"lsCommutated","chainid":"c1","isflashing":true,"flashed":{"number":"103"},"abonent":{"number":"102","userid":"aa","iscommutated":true}}""";
    public const string InConference = """{"linestatestr":"lsCommutated","chainid":"c1","abonent":{"isconference":true,"conferenceid":"conf1","conferencename":"Планёрка"}}""";
    public const string InConferenceAndHeld = """{"linestatestr":"lsCommutated","chainid":"c1","isflashing":true,"flashed":{"number":"104","userid":"cc"},"abonent":{"isconference":true,"conferenceid":"conf1"}}""";

    public const string Conference = """
        {"conference":{"id":"CONF1","name":"Планёрка","room":17,"isghost":false},"competitors":[
        {"competitorid":"K1","number":"101","userid":"00000000-0000-0000-0000-000000000101","username":"Иванов","confstatestr":"InConference","iscreator":true},
        {"competitorid":"K2","number":"102","userid":"aa","username":"Петров","confstatestr":"InConference"},
        {"competitorid":"K3","number":"103","userid":"bb","username":"Сидоров","confstatestr":"MisInviteBusy"}]}
        """;

    public const string Ghosts = """
        {"conference":{"id":"conf1","isghost":true},"competitors":[
        {"competitorid":"K1","number":"101","userid":"00000000-0000-0000-0000-000000000101","ishidden":true},
        {"competitorid":"K2","number":"102","userid":"aa","username":"Петров","isghost":true,"isghostmajor":true},
        {"competitorid":"K4","number":"79161234567","isextline":true,"isghost":true},
        {"competitorid":"K5","number":"105"}]}
        """;
}
