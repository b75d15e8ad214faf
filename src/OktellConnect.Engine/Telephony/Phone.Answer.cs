namespace OktellConnect.Telephony;

public sealed partial class Phone
{
    /// <summary>Waits until a placed call is answered.</summary>
    /// <param name="number">The number that was called.</param>
    /// <param name="call">The call as <see cref="StartCallAsync"/> returned it; null where the line showed nothing yet.</param>
    /// <param name="isSecond">Whether it was placed during a conversation: the line's call goes on through both, and has been in conversation before.</param>
    /// <param name="timeout">How long to wait at most; null for as long as it takes. The call goes on.</param>
    /// <param name="cancellation">Stops waiting; the call goes on.</param>
    /// <exception cref="OktellException">
    /// <see cref="OktellErrors.CallEnded"/> where nobody answered, <see cref="OktellErrors.CallWaitTimeout"/>, or the connection was lost for good.
    /// </exception>
    public Task<CallInfo> WaitForAnswerAsync(string number, CallInfo? call, bool isSecond, TimeSpan? timeout, CancellationToken cancellation)
    {
        if (!isSecond || call is null)
        {
            return WaitForStateAsync(call, [CallState.Talk], timeout, onChange: null, cancellation);
        }

        return WaitForAsync(
            news =>
            {
                if (news.SerialNumber != call.SerialNumber || news.HasEnded)
                {
                    throw NotAnswered("the line is free");
                }

                if (news.State != CallState.Talk || news.States.Count < call.States.Count)
                {
                    return false;
                }

                // The held party back on the line, and nobody on hold: the second call came to nothing.
                return news.HasHeld || news.Number == number ? true : throw NotAnswered($"{news.Number ?? "the first party"} is back");
            },
            timeout,
            () => $"The call to {Shown(number)} was not answered",
            cancellation);

        OktellException NotAnswered(string otherwise) => new(OktellErrors.CallEnded, $"The call to {Shown(number)} was not answered; {otherwise}.", target: number);
    }
}
