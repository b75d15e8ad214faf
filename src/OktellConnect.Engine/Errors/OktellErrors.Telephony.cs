namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>A break reason the server does not list.</summary>
    public static readonly OktellErrorInfo UnknownBreakReason = Define("UnknownBreakReason", OktellErrorKind.ObjectNotFound,
        "Choose one of Get-OktellBreakReason.");

    /// <summary>The user state cannot be set now.</summary>
    public static readonly OktellErrorInfo UserStateNotPossible = Define("UserStateNotPossible", OktellErrorKind.InvalidOperation,
        "Set another state first, or make a redirect rule on the server.");

    /// <summary>No user, number or login of that name.</summary>
    public static readonly OktellErrorInfo UserNotFound = Define("UserNotFound", OktellErrorKind.ObjectNotFound,
        "List the users with Get-OktellUser.");

    /// <summary>No such number in the number plan.</summary>
    public static readonly OktellErrorInfo NumberNotFound = Define("NumberNotFound", OktellErrorKind.ObjectNotFound,
        "List the numbers with Get-OktellNumber.");

    /// <summary>A call without a number.</summary>
    public static readonly OktellErrorInfo CallNumberMissing = Define("CallNumberMissing", OktellErrorKind.InvalidArgument,
        "Give a number, or a user who has one.");

    /// <summary>The own user is not signed in at the PBX.</summary>
    public static readonly OktellErrorInfo CallUserDisconnected = Define("CallUserDisconnected", OktellErrorKind.InvalidOperation,
        "Set the user state to Ready with Set-OktellUserState.");

    /// <summary>The own telephone is not connected.</summary>
    public static readonly OktellErrorInfo CallNoPhone = Define("CallNoPhone", OktellErrorKind.InvalidOperation,
        "Connect the telephone of the signed-in user to the PBX.");

    /// <summary>Talking with another party on hold: there is no room for a third.</summary>
    public static readonly OktellErrorInfo CallHoldOccupied = Define("CallHoldOccupied", OktellErrorKind.InvalidOperation,
        "End one of the two conversations first.");

    /// <summary>In a conference.</summary>
    public static readonly OktellErrorInfo CallInConference = Define("CallInConference", OktellErrorKind.InvalidOperation,
        "Leave the conference first.");

    /// <summary>The telephone is dialling or ringing.</summary>
    public static readonly OktellErrorInfo CallInProgress = Define("CallInProgress", OktellErrorKind.InvalidOperation,
        "Wait until the call is answered or ended, or end it with Stop-OktellCall.");

    /// <summary>The own user is busy though the telephone is free.</summary>
    public static readonly OktellErrorInfo CallUserBusy = Define("CallUserBusy", OktellErrorKind.InvalidOperation,
        "Set the user state to Ready with Set-OktellUserState.");

    /// <summary>The number is on the line already.</summary>
    public static readonly OktellErrorInfo CallAlreadyConnected = Define("CallAlreadyConnected", OktellErrorKind.InvalidOperation,
        "Look with Get-OktellCall who is on the line.");

    /// <summary>The server accepted a call, but the line shows none.</summary>
    public static readonly OktellErrorInfo CallNotStarted = Define("CallNotStarted", OktellErrorKind.InvalidOperation,
        "Look at the telephone; the PBX may have refused the number by its rules.");

    /// <summary>The line has no call to end.</summary>
    public static readonly OktellErrorInfo NoCall = Define("NoCall", OktellErrorKind.InvalidOperation,
        "Look with Get-OktellCall who is on the line.");

    /// <summary>A call did not reach the wanted state in time.</summary>
    public static readonly OktellErrorInfo CallWaitTimeout = Define("CallWaitTimeout", OktellErrorKind.OperationTimeout,
        "Look with Get-OktellCall how far it is, or wait longer with -Timeout.");

    /// <summary>A call ended without reaching the wanted state.</summary>
    public static readonly OktellErrorInfo CallEnded = Define("CallEnded", OktellErrorKind.InvalidOperation,
        "The number may be busy, may not have answered, or the caller hung up; place the call again if it is still wanted.");

    /// <summary>A server older than the function.</summary>
    public static readonly OktellErrorInfo LineInfoMissing = Define("LineInfoMissing", OktellErrorKind.InvalidOperation,
        "The server has not told the state of the line yet; check that a telephone is bound to the user.");
}
