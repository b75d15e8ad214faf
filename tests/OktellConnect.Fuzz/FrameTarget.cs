using OktellConnect.Protocol;

namespace OktellConnect.Fuzz;

/// <summary>
/// What bytes from outside go through: decoding, multipart, everything that reads a body, and the redaction of journals. Any input is
/// a message or a <see cref="FrameFormatException"/>; everything else that is thrown is a defect.
/// </summary>
internal static class FrameTarget
{
    private const int MostHeld = 1_000_000;

    /// <summary>Takes the input as lines, each a message of one connection, so that pieces of a multipart can meet.</summary>
    public static void Feed(ReadOnlySpan<byte> input)
    {
        var assembler = new MultipartAssembler(MostHeld);
        while (!input.IsEmpty)
        {
            var end = input.IndexOf((byte)'\n');
            Take(input[..(end < 0 ? input.Length : end)].ToArray(), assembler, isWhole: false);
            input = end < 0 ? [] : input[(end + 1)..];
        }
    }

    private static void Take(byte[] message, MultipartAssembler assembler, bool isWhole)
    {
        byte[]? whole;
        try
        {
            var frame = FrameCodec.Decode(message);
            Read(frame);
            _ = FrameRedactor.Redact(message, ["secret"]);
            whole = frame.Name == MultipartAssembler.FrameName && !isWhole ? assembler.Add(frame) : null;
        }
        catch (FrameFormatException)
        {
            return;
        }

        if (whole is not null)
        {
            Take(whole, assembler, isWhole: true);
        }
    }

    private static void Read(Frame frame)
    {
        if (frame.QueryId != frame.Body.GetText("qid"))
        {
            throw new InvalidOperationException("The id read at first sight is not the id of the body.");
        }

        _ = LoginReply.Read(frame.Body);
        _ = PlainValues.ToDictionary(frame.Body);
        foreach (var field in frame.Body.EnumerateObject())
        {
            _ = frame.Body.GetWholeNumber(field.Name);
            _ = frame.Body.GetFlag(field.Name);
            _ = frame.Body.GetItems(field.Name).Count();
        }
    }
}
