using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Answers a call.</summary>
[Cmdlet(VerbsCommunications.Receive, "OktellCall", SupportsShouldProcess = true)]
[OutputType(typeof(CallInfo))]
public sealed class ReceiveOktellCall : CallCmdlet
{
    /// <summary>Wait until somebody calls.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds to wait for a call at most; waits too.</summary>
    [Parameter]
    [ValidateRange(0.1, 86400d)]
    public double Timeout { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        if (Call is null && (Wait || Timeout > 0))
        {
            Call = await WaitForRingAsync(connection.Phone).ConfigureAwait(false);
        }

        await ActAsync(connection, "Answer call", phone => CallText.Describe(phone.CurrentCall), phone => phone.AnswerAsync(Cancellation)).ConfigureAwait(false);
    }

    // Unlike Wait-OktellCall: a call that goes on now may end, the ring meant is the next one.
    private async Task<CallInfo> WaitForRingAsync(Phone phone)
    {
        TimeSpan? limit = Timeout > 0 ? TimeSpan.FromSeconds(Timeout) : null;
        try
        {
            return await phone.WaitForAsync(IsRinging, limit, Cancellation).ConfigureAwait(false);
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.CallWaitTimeout)
        {
            throw new OktellException(OktellErrors.CallWaitTimeout, $"Nobody called within {Timeout:0.#} s.", failure);
        }
    }

    private static bool IsRinging(CallInfo call) => !call.HasEnded && call.State is CallState.Ring or CallState.Backring;
}
