namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>A text that is no number.</summary>
    public static readonly OktellErrorInfo CallNumberInvalid = Define("CallNumberInvalid", OktellErrorKind.InvalidArgument,
        "Give a number of at most 64 characters without line breaks.");

    /// <summary>Answering while nothing rings.</summary>
    public static readonly OktellErrorInfo CallNothingToAnswer = Define("CallNothingToAnswer", OktellErrorKind.InvalidOperation,
        "Wait for a call with Wait-OktellCall -State Ring.");

    /// <summary>Answering was accepted, but the line shows no conversation.</summary>
    public static readonly OktellErrorInfo CallNotAnswered = Define("CallNotAnswered", OktellErrorKind.OperationTimeout,
        "Lift the handset: not every telephone can be answered by a command. Answering can be tried again while it rings.");

    /// <summary>Something that takes a conversation.</summary>
    public static readonly OktellErrorInfo CallNotInTalk = Define("CallNotInTalk", OktellErrorKind.InvalidOperation,
        "Wait for the conversation with Wait-OktellCall -State Talk.");

    /// <summary>Something that takes a party on hold.</summary>
    public static readonly OktellErrorInfo CallNobodyHeld = Define("CallNobodyHeld", OktellErrorKind.InvalidOperation,
        "Put the conversation on hold first with Suspend-OktellCall.");

    /// <summary>Returning to the held party in the middle of a conversation.</summary>
    public static readonly OktellErrorInfo CallStillTalking = Define("CallStillTalking", OktellErrorKind.InvalidOperation,
        "Swap the two with Switch-OktellCall, or end the conversation with Stop-OktellCall: the party on hold returns by itself.");

    /// <summary>Nobody of that number is on the line.</summary>
    public static readonly OktellErrorInfo CallPartyUnknown = Define("CallPartyUnknown", OktellErrorKind.ObjectNotFound,
        "Look with Get-OktellCall who is on the line.");

    /// <summary>Ending with a party that is on hold.</summary>
    public static readonly OktellErrorInfo CallPartyOnHold = Define("CallPartyOnHold", OktellErrorKind.InvalidOperation,
        "Return to the party first with Switch-OktellCall or Resume-OktellCall.");

    /// <summary>The server accepted something that the line does not show.</summary>
    public static readonly OktellErrorInfo CallNotChanged = Define("CallNotChanged", OktellErrorKind.OperationTimeout,
        "Look with Get-OktellCall what the line shows before repeating it.");
}
