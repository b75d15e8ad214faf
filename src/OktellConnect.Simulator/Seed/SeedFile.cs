using System.Text.Json;
using System.Text.Json.Serialization;

namespace OktellConnect.Simulator.Seed;

/// <summary>Reads seeds and refuses those that contradict themselves.</summary>
public static class SeedFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // A misspelt property would otherwise silently mean its default.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The sample seed that lies beside the program.</summary>
    public static string SamplePath => Path.Combine(AppContext.BaseDirectory, "pbx.json");

    /// <summary>Reads and checks a seed.</summary>
    /// <exception cref="SeedException">The file cannot be read, is not the JSON expected, or contradicts itself.</exception>
    public static async Task<SimulatorSeed> LoadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var file = File.OpenRead(path);
            await using (file.ConfigureAwait(false))
            {
                var seed = await JsonSerializer.DeserializeAsync<SimulatorSeed>(file, Json, cancellation).ConfigureAwait(false)
                    ?? throw new SeedException($"Seed {path}: the file holds null.");
                SeedRules.Check(seed, path);
                return seed;
            }
        }
        catch (JsonException error)
        {
            // The serializer's own message can quote the text around the error, so only its position is passed on.
            var place = error.Path is { Length: > 0 } at ? $" at {at}" : "";
            throw new SeedException($"Seed {path}, line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}{place}: not JSON of the form expected.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SeedException($"Seed {path} cannot be read: {error.Message}", error);
        }
    }
}
