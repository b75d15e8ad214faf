namespace OktellConnect.Statistics;

/// <summary>What a call record is made of, as sources name it.</summary>
internal enum CallField
{
    Id,
    ChainId,
    Started,
    Answered,
    Ended,
    ConnectionType,
    Direction,
    FromNumber,
    FromName,
    FromUserId,
    FromLine,
    ToNumber,
    ToName,
    ToUserId,
    ToLine,
    Dialled,
    Recorded,
    RecordLink,
}

/// <summary>
/// The one table of field names, for the journal and for stored procedures. The vendor's list of the journal's fields is not public
/// (docs/statistics.md, "Field names"): every field has candidates, the best known first; letter case does not matter.
/// </summary>
internal static class CallFields
{
    public static readonly IReadOnlyList<(CallField Field, string[] Names)> Table =
    [
        (CallField.Id, ["commutationid", "idcommutation", "idcomm", "id", "idconn"]),
        (CallField.ChainId, ["chainid", "idchain"]),
        (CallField.Started, ["timestart", "datetimestart", "starttime", "datestart", "timebegin", "startdate", "start", "datetime"]),
        (CallField.Answered, ["timeanswer", "datetimeanswer", "answertime", "dateanswer", "answerdate"]),
        (CallField.Ended, ["timestop", "datetimestop", "stoptime", "datestop", "stopdate", "timeend", "datetimeend", "endtime", "dateend", "enddate"]),
        (CallField.ConnectionType, ["connectiontype", "conntype", "typeconnection"]),
        (CallField.Direction, ["direction", "calldirection"]),
        (CallField.FromNumber, ["aoutnumber", "anumber", "numbera", "callerid", "callernumber", "fromnumber"]),
        (CallField.FromName, ["astr", "aname", "namea", "callername", "fromname"]),
        (CallField.FromUserId, ["auserid", "aiduser", "calleruserid", "fromuserid"]),
        (CallField.FromLine, ["alinenum", "alinenumber"]),
        (CallField.ToNumber, ["boutnumber", "bnumber", "numberb", "calledid", "callednumber", "tonumber"]),
        (CallField.ToName, ["bstr", "bname", "nameb", "calledname", "toname"]),
        (CallField.ToUserId, ["buserid", "biduser", "calleduserid", "touserid"]),
        (CallField.ToLine, ["blinenum", "blinenumber"]),
        (CallField.Dialled, ["anumberdialed", "anumberdialled", "numberdialed", "dialednumber", "dialed", "dialled"]),
        (CallField.Recorded, ["isrecorded", "recorded", "hasrecord"]),
        (CallField.RecordLink, ["recordlink", "linkrecord"]),
    ];

    /// <summary>How many fields there are.</summary>
    public static readonly int Count = Table.Count;

    private static readonly Dictionary<string, (CallField Field, int Rank)> ByName = Table
        .SelectMany(entry => entry.Names.Select((name, rank) => (name, value: (entry.Field, rank))))
        .ToDictionary(pair => pair.name, pair => pair.value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Which field a name stands for, and how good a name it is (0 is best); null for a name this table does not have.</summary>
    public static (CallField Field, int Rank)? Find(string name) => ByName.TryGetValue(name, out var found) ? found : null;

    /// <summary>The names of a field, best first.</summary>
    public static IReadOnlyList<string> NamesOf(CallField field) => Table.First(entry => entry.Field == field).Names;
}
