namespace OktellConnect.Statistics;

/// <summary>Oktell's connection types and the direction each one is, as the company sees it (docs/statistics.md, "Direction").</summary>
internal static class ConnectionTypes
{
    private static readonly Dictionary<string, CallDirection> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["incoming"] = CallDirection.Incoming,
        ["in"] = CallDirection.Incoming,
        ["outgoing"] = CallDirection.Outgoing,
        ["out"] = CallDirection.Outgoing,
        ["internal"] = CallDirection.Internal,
        ["inner"] = CallDirection.Internal,
        ["transit"] = CallDirection.Transit,
    };

    public static CallDirection Direction(int connectionType) => connectionType switch
    {
        1 => CallDirection.Outgoing, // inside to outside
        2 => CallDirection.Internal, // inside to IVR
        3 => CallDirection.Internal, // inside to inside
        4 => CallDirection.Incoming, // outside to IVR or queue
        5 => CallDirection.Incoming, // outside to inside
        6 => CallDirection.Transit, // outside to outside
        7 => CallDirection.Outgoing, // IVR to outside
        8 => CallDirection.Internal, // IVR to inside
        _ => CallDirection.Unknown,
    };

    public static CallDirection Direction(string word) => Words.TryGetValue(word.Trim(), out var direction) ? direction : CallDirection.Unknown;
}
