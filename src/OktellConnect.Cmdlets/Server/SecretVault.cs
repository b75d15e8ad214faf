using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Reads a credential from a vault of Microsoft.PowerShell.SecretManagement, where that is installed.</summary>
internal static class SecretVault
{
    private const string Script = "param($Name, $Vault) if ($Vault) { Get-Secret -Name $Name -Vault $Vault -ErrorAction Stop } else { Get-Secret -Name $Name -ErrorAction Stop }";

    /// <summary>The credential of that name. Pipeline thread only.</summary>
    public static PSCredential Read(PSCmdlet cmdlet, string name, string? vault)
    {
        if (cmdlet.InvokeCommand.GetCommand("Get-Secret", CommandTypes.Cmdlet | CommandTypes.Function) is null)
        {
            throw new OktellException(OktellErrors.SecretManagementMissing, $"The secret \"{name}\" cannot be read: there is no command Get-Secret.", target: name);
        }

        var found = cmdlet.InvokeCommand.InvokeScript(Script, name, vault);
        return found.Count == 1 && found[0]?.BaseObject is PSCredential credential
            ? credential
            : throw new OktellException(OktellErrors.SecretNotCredential, $"The secret \"{name}\" is not one login with a password.", target: name);
    }
}
