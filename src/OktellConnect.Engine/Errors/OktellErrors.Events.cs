namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>No event of the server has a name like that.</summary>
    public static readonly OktellErrorInfo EventNameUnknown = Define("EventNameUnknown", OktellErrorKind.ObjectNotFound,
        "Give the full name of the server's event: only the known ones are found by wildcard. Completion lists them.");

    /// <summary>The runspace has a subscriber of that name already.</summary>
    public static readonly OktellErrorInfo EventSubscriberExists = Define("EventSubscriberExists", OktellErrorKind.ResourceExists,
        "Choose another -SourceIdentifier, or end the subscription with Unregister-Event first.");

    /// <summary>An event cannot both be handled here and be sent on.</summary>
    public static readonly OktellErrorInfo EventForwardWithAction = Define("EventForwardWithAction", OktellErrorKind.InvalidArgument,
        "Give either -Action or -Forward.");
}
