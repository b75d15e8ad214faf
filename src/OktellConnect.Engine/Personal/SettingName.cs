namespace OktellConnect.Personal;

/// <summary>Names of the settings that are known.</summary>
internal static class SettingName
{
    public const string UserName = "UserName";
    public const string Number = "Number";
    public const string LineNumber = "LineNumber";
    public const string HasLine = "HasLine";
    public const string IsOperator = "IsOperator";
    public const string State = "State";
    public const string BreakReason = "BreakReason";
    public const string CallCenter = "CallCenter";
    public const string CallCenterManual = "CallCenterManual";
    public const string IsRedirecting = "IsRedirecting";
    public const string RedirectNumber = "RedirectNumber";
    public const string Photo = "Photo";
    public const string Password = "Password";
    public const string DeviceKind = "DeviceKind";
}
