using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Http;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>People, numbers, states, redirect rules.</summary>
internal sealed class PeopleMethods
{
    private readonly Exchange exchange;
    private readonly FileStore files;
    private readonly SharedList numbers;
    private readonly SharedList users;
    private readonly SharedList photos;
    private readonly HashSet<Person> superiors;

    public PeopleMethods(Exchange exchange, FileStore files, int pieceBytes)
    {
        this.exchange = exchange;
        this.files = files;
        var plan = exchange.Plan;
        var people = plan.People;
        numbers = new SharedList("numbers", people.Count + plan.Queues.Count, index => index < people.Count ? Number(people[index]) : Number(plan.Queues[index - people.Count]),
            index => index < people.Count ? people[index].StateId : 0, pieceBytes);
        users = new SharedList("users", people.Count, index => User(people[index], null), _ => 0, pieceBytes);
        photos = new SharedList("links", people.Count, index => Photo(people[index]), index => people[index].Photo?.Version ?? 0, pieceBytes);
        superiors = [.. people.Select(person => person.Boss).OfType<Person>()];
    }

    public void AddTo(MethodTable methods)
    {
        methods.Add("getpbxnumbers", context => With(context, numbers));
        methods.Add("getallusernumbers", AllUsers);
        methods.Add("getalluserphotolink", context => With(context, photos));
        methods.Add("getuserphoto", context => Reply.With(Photo(context.Person)));
        methods.Add("setmyuserphoto", SetPhoto);
        methods.Add("cc_getlunchtypes", _ => Reply.Done(("items", new JsonArray([.. exchange.Plan.BreakReasons.Select(reason => new JsonObject { ["id"] = reason.Id, ["name"] = reason.Name })]))));
        methods.Add("getuserstate", context => Reply.With(StateRendering.UserState(context.Person)));
        methods.Add("setuserstate", SetUserState);
        methods.Add("entercallcenter", context => Change(context, new UserStateChange { OnCallCenter = true }));
        methods.Add("exitcallcenter", context => Change(context, new UserStateChange { OnCallCenter = false }));
        methods.Add("getredirectrules", RedirectRules);
        methods.Add("saveredirectrules", SaveRedirectRule);
        methods.Add("deleteredirectrules", DeleteRedirectRules);
    }

    private static JsonObject With(MethodContext context, SharedList items)
    {
        context.Items = items;
        return Reply.Done();
    }

    // The list is the same for all but those with subordinates, and theirs differs in the subordinates only.
    private JsonObject AllUsers(MethodContext context)
    {
        if (superiors.Contains(context.Person))
        {
            var people = exchange.Plan.People;
            context.Variation = new SharedList.Variation(
                people.Index().Where(item => context.Person.IsAbove(item.Item)).Select(item => item.Index).ToHashSet(),
                index => User(people[index], context.Person));
        }

        return With(context, users);
    }

    private static JsonObject Number(Person person) => new()
    {
        ["id"] = person.NumberId,
        ["number"] = person.Number,
        ["caption"] = person.Name,
        ["state"] = person.StateId,
        ["departmentid"] = person.Department?.Id ?? LineRendering.NoChain,
        ["department"] = person.Department?.Name ?? "",
        ["userid"] = person.Id,
    };

    // Numbers that are not one person's have no state: the server sends none for them.
    private static JsonObject Number(CallQueue queue) =>
        new() { ["id"] = queue.Id, ["number"] = queue.Number, ["caption"] = queue.Name, ["departmentid"] = LineRendering.NoChain, ["department"] = "" };

    private static JsonObject User(Person person, Person? me) => new()
    {
        ["id"] = person.Id,
        ["name"] = person.Name,
        ["login"] = person.Login,
        ["main"] = person.Number,
        ["nums"] = new JsonArray(person.Number),
        ["sub"] = me?.IsAbove(person) == true,
    };

    private static JsonObject Photo(Person person) => new()
    {
        ["id"] = person.Id,
        ["link"] = Pictures.Link(person, 128),
        ["link32x32"] = Pictures.Link(person, 32),
        ["link96x96"] = Pictures.Link(person, 96),
    };

    private JsonObject SetPhoto(MethodContext context)
    {
        if (context.Body.GetNonEmptyText("filepath") is not { } path)
        {
            return Reply.Refused(Refusal.BadParameter, "No filepath");
        }

#pragma warning disable CA1308 // Extensions are compared in lower case.
        var extension = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
#pragma warning restore CA1308
        if (!Pictures.IsPhoto(extension))
        {
            return Reply.Refused(Refusal.BadParameter, "The file is none of jpg, jpeg, gif and png");
        }

        if (files.Find(path) is not { } content)
        {
            return Reply.Refused(Refusal.BadParameter, "There is no file at this path");
        }

        context.Person.Photo = new PersonPhoto(content, extension, (context.Person.Photo?.Version ?? 0) + 1);
        return Reply.Done();
    }

    private JsonObject SetUserState(MethodContext context) => Change(context, new UserStateChange
    {
        StateId = context.Body.GetWholeNumber("userstateid"),
        OnCallCenter = context.Body.GetFlag("oncallcenter"),
        OnCallCenterManual = context.Body.GetFlag("onccmanual"),
        OnRedirect = context.Body.GetFlag("onredirect"),
        BreakReasonId = context.Body.GetWholeNumber("lunchreasonid"),
        BreakText = context.Body.GetText("lunchreasonmsg"),
    });

    // The vendor's client stores what this reply says, so it has to be the whole state.
    private JsonObject Change(MethodContext context, UserStateChange change)
    {
        var outcome = exchange.ChangeState(context.Person, change);
        return outcome.IsDone ? Reply.With(StateRendering.UserState(context.Person)) : Reply.From(outcome);
    }

    private static JsonObject RedirectRules(MethodContext context)
    {
        var rules = context.Person.RedirectRules.Select(rule =>
        {
            var body = rule.Source.DeepClone().AsObject();
            body["id"] = rule.Id;
            return body;
        });
        return Reply.Done(("redirectrules", new JsonArray([.. rules])));
    }

    private static JsonObject SaveRedirectRule(MethodContext context)
    {
        if (context.Body.GetField("redirectrule") is not { ValueKind: System.Text.Json.JsonValueKind.Object } source
            || source.GetNonEmptyText("id") is not { } id
            || source.GetNonEmptyText("destinationnumber") is not { } destination)
        {
            return Reply.Refused(Refusal.BadParameter, "A redirect rule needs an id and a destination number");
        }

        Remove(context.Person, id);
        context.Person.RedirectRules.Add(RedirectRule.Read(Bare(id), destination, source, Reply.Copy(source)));
        return Reply.Done();
    }

    private static JsonObject DeleteRedirectRules(MethodContext context)
    {
        foreach (var id in context.Body.GetItems("ids"))
        {
            Remove(context.Person, id.ToString());
        }

        return Reply.Done();
    }

    private static void Remove(Person person, string id) => person.RedirectRules.RemoveAll(rule => string.Equals(rule.Id, Bare(id), StringComparison.OrdinalIgnoreCase));

    // Clients send rule ids with and without dashes and mean the same.
    private static string Bare(string id) => id.Replace("-", "", StringComparison.Ordinal);
}
