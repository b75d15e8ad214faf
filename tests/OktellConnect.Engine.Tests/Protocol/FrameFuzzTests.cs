using OktellConnect.Fuzz;

namespace OktellConnect.Engine.Tests.Protocol;

/// <summary>The fuzz target over its kept corpus, and over a fixed number of seeded mutations of it.</summary>
public class FrameFuzzTests
{
    private const int Seed = 20261124;
    private const int Mutations = 20_000;

    private static readonly byte[][] Corpus = [.. Directory.GetFiles(Repository.File("tests/OktellConnect.Fuzz/Corpus")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Repository.File("tests/OktellConnect.Fuzz/Corpus")).Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_of_the_corpus_goes_through(string file) =>
        FrameTarget.Feed(File.ReadAllBytes(Repository.File($"tests/OktellConnect.Fuzz/Corpus/{file}")));

    [Fact]
    public void Mutations_of_the_corpus_go_through()
    {
        var random = new Random(Seed);
        for (var run = 0; run < Mutations; run++)
        {
            var input = Mutate(random);
            var failure = Record.Exception(() => FrameTarget.Feed(input));
            Assert.True(failure is null, $"run {run}: {failure} at {Convert.ToBase64String(input)}");
        }
    }

    private static byte[] Mutate(Random random)
    {
        var input = Corpus[random.Next(Corpus.Length)].ToList();
        for (var change = random.Next(1, 6); change > 0 && input.Count > 0; change--)
        {
            var at = random.Next(input.Count);
            switch (random.Next(5))
            {
                case 0:
                    input[at] = (byte)random.Next(256);
                    break;
                case 1:
                    input.RemoveRange(at, Math.Min(random.Next(1, 8), input.Count - at));
                    break;
                case 2:
                    input.Insert(at, (byte)"[]{}\",:\\u0e-\n"[random.Next(13)]);
                    break;
                case 3:
                    input.InsertRange(at, input.GetRange(at, Math.Min(random.Next(1, 20), input.Count - at)));
                    break;
                default:
                    var other = Corpus[random.Next(Corpus.Length)];
                    input.RemoveRange(at, input.Count - at);
                    input.AddRange(other.Skip(random.Next(other.Length)));
                    break;
            }
        }

        return [.. input];
    }
}
