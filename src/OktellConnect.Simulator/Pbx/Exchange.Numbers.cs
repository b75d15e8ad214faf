namespace OktellConnect.Simulator.Pbx;

/// <summary>Who answers at a number, and over which outside line.</summary>
internal sealed partial class Exchange
{
    private IEnumerable<Leg> AllLegs => calls.SelectMany(call => call.Legs)
        .Concat(conferences.SelectMany(conference => conference.Competitors).Select(competitor => competitor.Leg).OfType<Leg>());

    /// <summary>How many calls the outside line carries now.</summary>
    public int Taken(OutsideLine line) => AllLegs.Count(leg => leg.Party is OutsideParty party && ReferenceEquals(party.Line, line));

    /// <summary>Gives the party a channel of a line, if there is a free one. Whoever has one keeps it.</summary>
    private bool Seize(OutsideParty party)
    {
        party.Line ??= Plan.OutsideLines.FirstOrDefault(HasFreeChannel);
        return party.Line is not null;
    }

    private bool HasFreeChannel(OutsideLine line) => Taken(line) < line.Channels;

    private static bool IsReachable(Person person) => !person.Line.IsBusy && person.Line.IsConnected && person.Chosen.StateId != UserStateIds.DoNotDisturb;

    /// <summary>Who or what answers at a number, redirection included; null where the number is unknown or people redirect to each other.</summary>
    private Party? Resolve(string number)
    {
        var passed = new HashSet<Person>();
        while (true)
        {
            if (DialledNumbers.IsOutside(number))
            {
                return new OutsideParty(number);
            }

            if (Plan.FindQueue(number) is { } queue)
            {
                return new QueueParty(queue);
            }

            if (Plan.FindByNumber(number) is not { } person || !passed.Add(person))
            {
                return null;
            }

            if (RuleFor(person, isRedirected: passed.Count > 1) is not { } rule || DialledNumbers.Clean(rule.Destination) is not { } destination)
            {
                return new PersonParty(person);
            }

            number = destination;
        }
    }

    private static RedirectRule? RuleFor(Person person, bool isRedirected) => person.RedirectRules
        .Where(rule => rule.IsActive
            && (person.Chosen.OnRedirect || !rule.OnlyForRedirectState)
            && (rule.AllowsCascade || !isRedirected))
        .MinBy(rule => rule.Priority);
}
