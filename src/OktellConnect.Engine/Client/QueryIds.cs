using System.Globalization;

namespace OktellConnect.Client;

/// <summary>Makes the ids that pair replies with requests. Opaque to the server; the form is the vendor's: a decimal fraction.</summary>
internal static class QueryIds
{
    public static string Next() =>
        "0." + (BitConverter.ToUInt64(Guid.NewGuid().ToByteArray(), 0) % 10_000_000_000_000_000).ToString("D16", CultureInfo.InvariantCulture);
}
