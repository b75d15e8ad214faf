using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using OktellConnect.Protocol;

namespace OktellConnect.Engine.Tests.Protocol;

public class MultipartTests
{
    private static readonly Gen<byte[]> Message = Gen.String[1, 400].Select(text => Encoding.UTF8.GetBytes(text + "конец"));

    [Fact]
    public void Pieces_cut_anywhere_and_come_in_any_order_make_the_message() =>
        Gen.Select(Gen.Byte.Array[1, 500], Gen.Int[1, 50], Gen.Int).Sample((message, pieceBytes, seed) =>
        {
            var pieces = Cut(message, pieceBytes, "m").OrderBy(piece => HashCode.Combine(seed, piece.Body.GetText("packetnumber"))).ToList();
            var assembler = new MultipartAssembler(1_000_000);
            var results = pieces.Select(assembler.Add).ToList();
            return results.SkipLast(1).All(result => result is null) && results[^1]!.SequenceEqual(message);
        });

    [Fact]
    public void Messages_may_be_interleaved() => Gen.Select(Message, Message).Sample((first, second) =>
    {
        var assembler = new MultipartAssembler(1_000_000);
        var pieces = Cut(first, 7, "a").Concat(Cut(second, 5, "b")).OrderBy(piece => piece.Body.GetWholeNumber("packetnumber")).ToList();
        var whole = pieces.Select(assembler.Add).OfType<byte[]>().ToList();
        return whole.Count == 2 && whole.Any(message => message.SequenceEqual(first)) && whole.Any(message => message.SequenceEqual(second));
    });

    [Fact]
    public void The_splitter_never_cuts_a_character_and_the_assembler_undoes_it() => Gen.Select(Message, Gen.Int[1, 40]).Sample((message, pieceBytes) =>
    {
        var assembler = new MultipartAssembler(1_000_000);
        byte[]? whole = null;
        foreach (var piece in MultipartSplitter.Split(message, "m", pieceBytes).Select(bytes => FrameCodec.Decode(bytes)))
        {
            var content = Convert.FromBase64String(piece.Body.GetText("content")!);
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
            whole = assembler.Add(piece);
        }

        return whole!.SequenceEqual(message);
    });

    [Fact]
    public void A_finished_message_frees_its_room()
    {
        var assembler = new MultipartAssembler(1000);
        for (var message = 0; message < 50; message++)
        {
            Assert.NotNull(Cut(new byte[400], 200, $"m{message}").Select(assembler.Add).ToList()[^1]);
        }
    }

    [Fact]
    public void Of_many_unfinished_messages_the_oldest_is_given_up_and_new_ones_come_through()
    {
        var assembler = new MultipartAssembler(1000);
        for (var message = 0; message < 50; message++)
        {
            Assert.Null(assembler.Add(Cut(new byte[400], 200, $"m{message}").First()));
        }

        Assert.True(assembler.GivenUp >= 45);
        Assert.NotNull(Cut(new byte[400], 200, "last").Select(assembler.Add).ToList()[^1]);
        Assert.NotNull(assembler.Add(Cut(new byte[400], 200, "m49").Last()));
        Assert.Null(assembler.Add(Cut(new byte[400], 200, "m0").Last()));
    }

    [Fact]
    public void A_message_that_is_too_long_alone_is_told_apart()
    {
        var assembler = new MultipartAssembler(1000);
        var failure = Assert.Throws<FrameFormatException>(() => Cut(new byte[2000], 200, "long").Select(assembler.Add).ToList());
        Assert.True(failure.IsTooLong);
        Assert.NotNull(Cut(new byte[400], 200, "next").Select(assembler.Add).ToList()[^1]);
    }

    [Theory]
    [InlineData("""{"packetcount":1,"packetnumber":0,"content":""}""")]
    [InlineData("""{"message-id":"m","packetcount":0,"packetnumber":0,"content":""}""")]
    [InlineData("""{"message-id":"m","packetcount":2,"packetnumber":2,"content":""}""")]
    [InlineData("""{"message-id":"m","packetcount":2000000000,"packetnumber":0,"content":""}""")]
    [InlineData("""{"message-id":"m","packetcount":1,"packetnumber":0,"content":"%%"}""")]
    public void A_piece_that_contradicts_itself_is_refused(string body)
    {
        var piece = FrameCodec.Decode(Encoding.UTF8.GetBytes($"[\"multipart\",{body}]"));
        Assert.Throws<FrameFormatException>(() => new MultipartAssembler(1_000_000).Add(piece));
    }

    private static IEnumerable<Frame> Cut(byte[] message, int pieceBytes, string id)
    {
        var chunks = message.Chunk(pieceBytes).ToList();
        return chunks.Select((chunk, number) => FrameCodec.Decode(FrameCodec.Encode("multipart", new JsonObject
        {
            ["message-id"] = id,
            ["packetcount"] = chunks.Count,
            ["packetnumber"] = number,
            ["content"] = Convert.ToBase64String(chunk),
        })));
    }
}
