using System.Text.Json;

namespace OktellConnect.Pester.Tests;

/// <summary>One line of the host's result file.</summary>
public sealed record PesterResult(string File, string Name, string Outcome, double Milliseconds, string? Message, string? ErrorId, string? Position)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static PesterResult Parse(string line) => JsonSerializer.Deserialize<PesterResult>(line, Options)!;

    public override string ToString() => $"{Path.GetFileName(File)}: {Name}";
}
