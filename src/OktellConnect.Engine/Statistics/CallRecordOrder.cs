namespace OktellConnect.Statistics;

/// <summary>The order of call records: by start, then by id, so that it is the same every time.</summary>
internal static class CallRecordOrder
{
    public static int Compare(CallRecord left, CallRecord right)
    {
        var byStart = left.Started.CompareTo(right.Started);
        return byStart != 0 ? byStart : string.CompareOrdinal(left.Id, right.Id);
    }
}
