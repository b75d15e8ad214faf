using System.Text.Json.Nodes;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Simulator;

/// <summary>Three people wish whatever comes to their minds: each wish is fulfilled or refused by an error that says why, and in the end clients and PBX agree.</summary>
public class AnyWishesTests
{
    private static readonly string[] Identities = ["101", "102", "103", "911000", "912000", "913000", "914000", "600", "199", ""];

    private static readonly Func<OktellConnection, string, Task>[] Wishes =
    [
        (one, number) => one.Phone.StartCallAsync(number, CallSequence.UserFirst, intercom: false, Clients.Stop),
        (one, number) => one.Phone.StartCallAsync(number, CallSequence.UserFirst, intercom: true, Clients.Stop),
        (one, _) => one.Phone.AnswerAsync(Clients.Stop),
        (one, _) => one.Phone.AnswerAsync(Clients.Stop),
        (one, _) => one.Phone.AnswerAsync(Clients.Stop),
        (one, _) => one.Phone.EndAsync(null, Clients.Stop),
        (one, number) => one.Phone.EndAsync(number, Clients.Stop),
        (one, _) => one.Phone.SuspendAsync(Clients.Stop),
        (one, _) => one.Phone.ResumeAsync(Clients.Stop),
        (one, _) => one.Phone.SwitchAsync(Clients.Stop),
        (one, number) => one.Phone.TransferAsync(number, Clients.Stop),
        (one, _) => one.Phone.JoinAsync(Clients.Stop),
        (one, number) => one.Conferences.CreateAsync([number], null, record: true, Clients.Stop),
        (one, number) => one.Conferences.InviteAsync([number], Clients.Stop),
        (one, number) => one.Conferences.RemoveAsync(number, Clients.Stop),
        (one, _) => one.Conferences.LeaveAsync(Clients.Stop),
        (one, number) => one.Monitor.StartAsync(number, MonitorMode.Help, Clients.Stop),
        (one, _) => one.Monitor.SetModeAsync(MonitorMode.Conference, Clients.Stop),
        (one, _) => one.Monitor.StopAsync(Clients.Stop),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(157)]
    public async Task Every_wish_ends_and_everybody_agrees(int seed)
    {
        await using var office = await Office.OpenAsync(50, "ivanov", "petrov", "sidorov");
        OktellConnection[] people = [office.Ivanov, office.Petrov, office.Sidorov];
        var random = new Random(seed);
        var refusals = new List<string>();
        for (var step = 0; step < 40; step++)
        {
            var person = people[random.Next(people.Length)];
            var (wish, identity) = (random.Next(Wishes.Length), Identities[random.Next(Identities.Length)]);
            try
            {
                await Wishes[wish](person, identity).WaitAsync(TimeSpan.FromMinutes(1), Clients.Stop);
            }
            catch (OktellException refused)
            {
                refusals.Add($"step {step}: {person.Login}, wish {wish} \"{identity}\": {refused.Error.Id} {refused.Summary}");
            }
        }

        // Accepted and not shown would be a misunderstanding between the two.
        Assert.DoesNotContain(refusals, refusal => refusal.Contains("CallNotChanged", StringComparison.Ordinal) || refusal.Contains("RequestTimeout", StringComparison.Ordinal));
        string[] told = [];
        string[] shown = [];
        try
        {
            await Eventually.Until("clients and PBX agree", async () =>
            {
                shown = [.. people.Select(Shown)];
                told = await ToldAsync(office);
                return told.SequenceEqual(shown);
            });
        }
        catch (TimeoutException)
        {
            Assert.Equal(told, shown);
        }
    }

    private static string Shown(OktellConnection person)
    {
        var line = person.Phone.Line;
        return Describe(person.Number!, line.Conference?.Id, line.Current?.Number, line.Held?.ConferenceId, line.Held?.Number);
    }

    private static async Task<string[]> ToldAsync(Office office)
    {
        var lines = (await office.StateAsync())["lines"]!.AsArray();
        return [.. new[] { "101", "102", "103" }.Select(number =>
        {
            var line = lines.FirstOrDefault(one => one!["number"]!.GetValue<string>() == number);
            return Describe(number, Text(line, "conference"), Text(line, "with"), Text(line?["held"], "conference"), Text(line?["held"], "with"));
        })];
    }

    // Of a conference the simulator and the line tell the id; with whom is then another matter.
    private static string Describe(string number, string? conference, string? with, string? heldConference, string? held) =>
        $"{number}: {conference ?? with ?? "nobody"}, on hold {heldConference ?? held ?? "nobody"}";

    private static string? Text(JsonNode? body, string name) => body?[name]?.GetValue<string>();
}
