@{
    RootModule             = 'OktellConnect.Cmdlets.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'b1f6c1a2-6d0e-4f0c-9c57-5f3b7a2d9e41'
    Author                 = 'OktellConnect contributors'
    CompanyName            = 'OktellConnect'
    Copyright              = '(c) OktellConnect contributors. MIT license.'
    Description            = 'Joins an Oktell PBX with 1C:Enterprise: accounts, roles, number maps, calls and call statistics from scripts, with a simulator and an embedded infobase to rehearse against.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @(
        'Views/Infobase.format.ps1xml'
        'Views/NumberMap.format.ps1xml'
        'Views/Server.format.ps1xml'
        'Views/Simulator.format.ps1xml'
        'Views/Statistics.format.ps1xml'
        'Views/Telephony.format.ps1xml'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    CmdletsToExport        = @(
        'Connect-OktellInfobase'
        'Connect-OktellServer'
        'Disable-OktellIntegration'
        'Disconnect-OktellInfobase'
        'Disconnect-OktellServer'
        'Enable-OktellIntegration'
        'Export-OktellAccount'
        'Export-OktellNumberMap'
        'Export-OktellStatistics'
        'Find-OktellNumberMap'
        'Get-OktellAccount'
        'Get-OktellBreakReason'
        'Get-OktellCall'
        'Get-OktellCallRecord'
        'Get-OktellConnection'
        'Get-OktellInfobase'
        'Get-OktellIntegration'
        'Get-OktellNumber'
        'Get-OktellNumberMap'
        'Get-OktellObjectType'
        'Get-OktellRoleMember'
        'Get-OktellUser'
        'Get-OktellUserState'
        'Grant-OktellRole'
        'Import-OktellAccount'
        'Import-OktellNumberMap'
        'Initialize-OktellInfobase'
        'Invoke-OktellMethod'
        'Invoke-OktellProcedure'
        'New-OktellAccount'
        'New-OktellConnectionOption'
        'Remove-OktellAccount'
        'Remove-OktellNumberMap'
        'Revoke-OktellRole'
        'Set-OktellAccount'
        'Set-OktellNumberMap'
        'Set-OktellObjectType'
        'Set-OktellUserState'
        'Start-OktellCall'
        'Start-OktellSimulator'
        'Stop-OktellCall'
        'Stop-OktellSimulator'
        'Test-OktellAccount'
        'Test-OktellNumberMap'
        'Test-OktellServer'
        'Wait-OktellCall'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('Oktell', '1C', 'PBX', 'Telephony', 'CallCenter', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
