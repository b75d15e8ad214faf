using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.Http;

/// <summary>Recordings of talks: those in the journal and those that are going on, as far as they have come.</summary>
internal sealed class Recordings(Exchange exchange, CallJournal journal, SimulatorClock clock)
{
    public const string Folder = JournalRow.RecordFolder;

    /// <summary>Answers with a recording; ranges are served.</summary>
    public Task ServeAsync(HttpContext context, string commutationId) => exchange.Run(() => Find(commutationId)) is var (from, to, length)
        ? TypedResults.Stream(new ToneStream(length, ToneStream.Tone(from), ToneStream.Above + ToneStream.Tone(to)), "audio/wav", enableRangeProcessing: true).ExecuteAsync(context)
        : Respond.PlainAsync(context, StatusCodes.Status404NotFound, "There is no such recording.");

    private (string From, string To, TimeSpan Length)? Find(string commutationId)
    {
        if (journal.FindRecorded(commutationId) is { } leg)
        {
            return (leg.From.Number, leg.To.Number, leg.TalkTime);
        }

        foreach (var call in exchange.Calls)
        {
            if (call.Commutation is { } talk && talk.Id == commutationId)
            {
                return (call.Caller.Party.Number, call.Callee.Party.Number, clock.Since(talk.Timestamp));
            }
        }

        foreach (var conference in exchange.Conferences.Where(conference => conference.IsRecorded))
        {
            foreach (var joined in conference.Present.Select(competitor => competitor.Leg).OfType<Leg>())
            {
                if (joined.OwnCommutation is { } talk && talk.Id == commutationId)
                {
                    return (conference.Room.ToString(System.Globalization.CultureInfo.InvariantCulture), joined.Party.Number, clock.Since(talk.Timestamp));
                }
            }
        }

        return null;
    }
}
