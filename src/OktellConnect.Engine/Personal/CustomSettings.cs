using System.Collections;
using System.Globalization;
using OktellConnect.Client;

namespace OktellConnect.Personal;

/// <summary>Settings that the customer adds with two stored procedures (docs/protocol.md, "Settings"). Thread-safe.</summary>
internal sealed class CustomSettings(OktellClient client)
{
    /// <summary>Lists them: columns name, value, writable, note.</summary>
    public const string ReadProcedure = "oktellconnect_settings";

    /// <summary>Writes one: parameters name and value.</summary>
    public const string WriteProcedure = "oktellconnect_setsetting";

    public async Task<IReadOnlyList<OktellSetting>> GetAsync(CancellationToken cancellation)
    {
        if (!IsAllowed(ReadProcedure))
        {
            return [];
        }

        var tables = await client.InvokeProcedureAsync(ReadProcedure, new Hashtable { ["@userid"] = client.UserId }, cancellation).ConfigureAwait(false);
        if (tables.Count == 0)
        {
            return [];
        }

        int Column(string name) => tables[0].Columns.ToList().FindIndex(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase));
        var (name, value, writable, note) = (Column("name"), Column("value"), Column("writable"), Column("note"));
        if (name < 0 || value < 0)
        {
            throw new OktellException(OktellErrors.SettingsUnreadable, $"The result of {ReadProcedure} has no columns name and value.", target: ReadProcedure);
        }

        var canWrite = IsAllowed(WriteProcedure);
        return [.. tables[0].Rows
            .Where(row => row[name] is string { Length: > 0 })
            .GroupBy(row => (string)row[name]!, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.First())
            .Select(row => new OktellSetting
            {
                Name = (string)row[name]!,
                Value = row[value],
                IsWritable = canWrite && writable >= 0 && IsTrue(row[writable]),
                Source = ReadProcedure,
                Note = note >= 0 ? row[note] as string : null,
            })];
    }

    public async Task SetAsync(string name, object? value, CancellationToken cancellation) =>
        await client.InvokeProcedureAsync(WriteProcedure, new Hashtable { ["@userid"] = client.UserId, ["@name"] = name, ["@value"] = value }, cancellation).ConfigureAwait(false);

    private bool IsAllowed(string procedure) => client.AllowedProcedures?.Contains(procedure, StringComparer.OrdinalIgnoreCase) == true;

    private static bool IsTrue(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is "1" or "True" or "true";
}
