namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>Conferences during a break.</summary>
    public static readonly OktellErrorInfo ConferenceOnBreak = Define("ConferenceOnBreak", OktellErrorKind.InvalidOperation,
        "End the break with Set-OktellUserState first.");

    /// <summary>A conference without anybody to invite.</summary>
    public static readonly OktellErrorInfo ConferenceNobody = Define("ConferenceNobody", OktellErrorKind.InvalidArgument,
        "Name at least one number or user who does not take part yet.");

    /// <summary>A new conference while the line is in one.</summary>
    public static readonly OktellErrorInfo ConferenceRunning = Define("ConferenceRunning", OktellErrorKind.InvalidOperation,
        "Invite with Add-OktellConferenceParticipant, or leave the conference first with Exit-OktellConference.");

    /// <summary>Something that takes a conference.</summary>
    public static readonly OktellErrorInfo ConferenceMissing = Define("ConferenceMissing", OktellErrorKind.InvalidOperation,
        "Make a conference first with New-OktellConference.");

    /// <summary>The server accepted a conference that does not come about.</summary>
    public static readonly OktellErrorInfo ConferenceNotStarted = Define("ConferenceNotStarted", OktellErrorKind.OperationTimeout,
        "Look with Get-OktellConference and Get-OktellCall what there is before repeating it.");

    /// <summary>Nobody of that name is in the conference.</summary>
    public static readonly OktellErrorInfo ConferenceParticipantNotFound = Define("ConferenceParticipantNotFound", OktellErrorKind.ObjectNotFound,
        "Look with Get-OktellConference who takes part.");

    /// <summary>Removing oneself.</summary>
    public static readonly OktellErrorInfo ConferenceParticipantSelf = Define("ConferenceParticipantSelf", OktellErrorKind.InvalidArgument,
        "Leave the conference with Exit-OktellConference.");

    /// <summary>The party on hold cannot be taken into the conference.</summary>
    public static readonly OktellErrorInfo ConferenceNotJoinable = Define("ConferenceNotJoinable", OktellErrorKind.InvalidOperation,
        "Return to the party on hold with Switch-OktellCall, or invite somebody else.");

    /// <summary>No right to listen to the user's calls.</summary>
    public static readonly OktellErrorInfo MonitorNotAllowed = Define("MonitorNotAllowed", OktellErrorKind.PermissionDenied,
        "Choose a subordinate (Get-OktellUser shows IsSubordinate), or have the right granted on the Oktell server.");

    /// <summary>Changing or ending a monitoring that is not there.</summary>
    public static readonly OktellErrorInfo MonitorNotActive = Define("MonitorNotActive", OktellErrorKind.InvalidOperation,
        "Start it with Start-OktellMonitor.");

    /// <summary>The monitored user is not in the call any more.</summary>
    public static readonly OktellErrorInfo MonitorTargetMissing = Define("MonitorTargetMissing", OktellErrorKind.ObjectNotFound,
        "Stop it with Stop-OktellMonitor and start it again when the user talks.");

    /// <summary>Monitoring oneself.</summary>
    public static readonly OktellErrorInfo MonitorTargetSelf = Define("MonitorTargetSelf", OktellErrorKind.InvalidArgument,
        "Choose another user.");

    /// <summary>Monitoring takes a free telephone.</summary>
    public static readonly OktellErrorInfo MonitorLineBusy = Define("MonitorLineBusy", OktellErrorKind.InvalidOperation,
        "End the call first with Stop-OktellCall, or the monitoring that is on with Stop-OktellMonitor.");

    /// <summary>The server accepted a monitoring that does not come about.</summary>
    public static readonly OktellErrorInfo MonitorNotStarted = Define("MonitorNotStarted", OktellErrorKind.OperationTimeout,
        "Lift the handset when the own telephone rings; the user must be in a call.");
}
