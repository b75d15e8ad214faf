using OktellConnect.Protocol;

namespace OktellConnect.Client;

/// <summary>A request between its making and its end. It ends exactly once, however many want to end it.</summary>
internal sealed class PendingRequest
{
    private readonly TaskCompletionSource<Frame> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int sent;

    public PendingRequest(string method, string queryId, byte[] message)
    {
        Method = method;
        QueryId = queryId;
        Message = message;
    }

    public string Method { get; }

    public string QueryId { get; }

    public byte[] Message { get; }

    public Task<Frame> Reply => reply.Task;

    public bool IsEnded => reply.Task.IsCompleted;

    /// <summary>Whether writing it was begun: from then on the server may have it.</summary>
    public bool WasSent => Volatile.Read(ref sent) != 0;

    public void MarkSent() => Volatile.Write(ref sent, 1);

    public bool TryComplete(Frame frame) => reply.TrySetResult(frame);

    public bool TryFail(OktellException failure) => reply.TrySetException(failure);

    public bool TryCancel(CancellationToken cancellation) => reply.TrySetCanceled(cancellation);
}
