using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>One entry of <c>getpbxnumbers</c> (docs/protocol.md, "People and numbers"). Immutable.</summary>
internal sealed record NumberReply(string Number, string? Id, string? Caption, int? StateId, string? DepartmentId, string? Department, string? UserId)
{
    public static IEnumerable<NumberReply> ReadAll(JsonElement reply) => reply.GetItems("numbers")
        .Where(item => item.GetNonEmptyText("number") is not null)
        .Select(item => new NumberReply(
            item.GetNonEmptyText("number")!,
            Abonent.Id(item.GetNonEmptyText("id")),
            item.GetNonEmptyText("caption"),
            item.GetSmallNumber("state"),
            Abonent.Id(item.GetNonEmptyText("departmentid")),
            item.GetNonEmptyText("department"),
            Abonent.Id(item.GetNonEmptyText("userid"))));
}

/// <summary>One entry of <c>getallusernumbers</c>. Immutable.</summary>
internal sealed record UserReply(string Id, string? Login, string? Name, string? MainNumber, IReadOnlyList<string> Numbers, bool IsSubordinate)
{
    public static IEnumerable<UserReply> ReadAll(JsonElement reply) => reply.GetItems("users")
        .Where(item => Abonent.Id(item.GetNonEmptyText("id")) is not null)
        .Select(item => new UserReply(
            Abonent.Id(item.GetNonEmptyText("id"))!,
            item.GetNonEmptyText("login"),
            item.GetNonEmptyText("name"),
            item.GetNonEmptyText("main"),
            ReadNumbers(item),
            item.GetFlag("sub") ?? false));

    // An old customization sends a comma-separated text instead of an array.
    private static string[] ReadNumbers(JsonElement item) => item.GetField("nums") switch
    {
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(TextOf).Where(text => text.Length > 0)],
        { ValueKind: JsonValueKind.String } text => [.. text.GetString()!.Split(',').Select(number => number.Trim()).Where(number => number.Length > 0)],
        _ => [],
    };

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };
}

/// <summary>One number's new state in <c>pbxnumberstatechanged</c>. Immutable.</summary>
internal readonly record struct NumberStateChange(string Number, int StateId)
{
    public static IEnumerable<NumberStateChange> ReadAll(JsonElement body)
    {
        foreach (var item in body.GetItems("numbers"))
        {
            if (item.GetNonEmptyText("num") is { } number && item.GetSmallNumber("numstateid") is { } stateId)
            {
                yield return new NumberStateChange(number, stateId);
            }
        }
    }
}

/// <summary>Own state as <c>getuserstate</c>, <c>setuserstate</c> and <c>userstatechanged</c> give it; null means not said. Immutable.</summary>
internal sealed record UserStateReply(int? StateId, bool? OnCallCenter, bool? OnManual, bool? OnBreak, bool? OnRedirect, bool? OnTask, int? BreakReasonId)
{
    public static UserStateReply Read(JsonElement body) => new(
        body.GetSmallNumber("userstateid"),
        body.GetFlag("oncallcenter"),
        body.GetFlag("onccmanual"),
        body.GetFlag("onlunch"),
        body.GetFlag("onredirect"),
        body.GetFlag("ontask"),
        body.GetSmallNumber("lunchreasonid"));
}
