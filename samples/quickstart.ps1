<#
.SYNOPSIS
    OktellConnect's main job in a minute, against the simulator and an embedded infobase.
.DESCRIPTION
    The sales department has sent two files: 300 employees and 50,000 customers' numbers. This script connects to the PBX, provisions
    the accounts with their 1C roles, imports the number map, finds out whose a number is, places a call and watches it being answered
    and ended, and exports last month's calls with customers' names.

    It uses only the language, .NET, OktellConnect's commands and those of Microsoft.PowerShell.Core, so it runs in any PowerShell.
    Run it twice: the second time everything is unchanged.
.PARAMETER OutputFolder
    Where infobase.db, numbers.rejects.csv and statistics.csv go; out/ beside the samples folder by default.
#>
[CmdletBinding()]
param(
    [string] $OutputFolder
)

$ErrorActionPreference = 'Stop'
$root = [IO.Path]::GetDirectoryName($PSScriptRoot)
if (-not $OutputFolder) {
    $OutputFolder = [IO.Path]::Combine($root, 'out')
}
[void] [IO.Directory]::CreateDirectory($OutputFolder)
$data = [IO.Path]::Combine($PSScriptRoot, 'data')

if (-not (Get-Module OktellConnect)) {
    Import-Module ([IO.Path]::Combine($root, 'out', 'module', 'OktellConnect'))
}

function Show-Rejection($Summary) {
    foreach ($reason in $Summary.RejectedByReason) {
        '    {0,6}  {1}: {2}' -f $reason.Count, $reason.Reason, $reason.ReasonText
    }
}

# Against your own server: skip the simulator and write -Server pbx.example.com -Credential (Get-Credential).
$simulator = Start-OktellSimulator
try {
    $password = [Net.NetworkCredential]::new('', 'Secret123').SecurePassword
    $credential = [pscredential]::new('ivanov', $password)
    # The simulator on this machine speaks plain ws; a real server is asked for wss.
    Connect-OktellServer -Server $simulator.Uri -Credential $credential -AllowUnencrypted -WarningAction SilentlyContinue
    $connection = Get-OktellConnection
    "Connected to $($connection.Server) as $($connection.UserName), number $($connection.Number)."

    Connect-OktellInfobase -Path ([IO.Path]::Combine($OutputFolder, 'infobase.db'))
    $first = Initialize-OktellInfobase
    Enable-OktellIntegration
    "Infobase ready, $(@($first.Added).Count) things filled for the first time."

    $accounts = Import-OktellAccount -Path ([IO.Path]::Combine($data, 'users.csv')) -Password $password -Summary
    "Accounts: $($accounts.Added) added, $($accounts.Changed) changed, $($accounts.Unchanged) unchanged, $($accounts.Rejected) rejected ($($accounts.Encoding), separator '$($accounts.Separator)')."
    Show-Rejection $accounts
    $administrators = @(Get-OktellRoleMember -Role Administrator)
    $users = @(Get-OktellRoleMember -Role User)
    "Roles: $($administrators.Count) of Oktell_Администратор, $($users.Count) of Oktell_Пользователь; $($accounts.RolesGranted) granted now."

    $rejects = [IO.Path]::Combine($OutputFolder, 'numbers.rejects.csv')
    $numbers = Import-OktellNumberMap -Path ([IO.Path]::Combine($data, 'numbers.csv')) -RejectPath $rejects -Summary
    "Numbers: $($numbers.Added) added, $($numbers.Changed) changed, $($numbers.Unchanged) unchanged, $($numbers.Rejected) rejected ($($numbers.Encoding), separator '$($numbers.Separator)')."
    Show-Rejection $numbers

    foreach ($entry in Find-OktellNumberMap -Number '8 (965) 829-57-59') {
        "8 (965) 829-57-59 is $($entry.Number) and belongs to $($entry.ObjectName) ($($entry.ObjectType))."
    }

    # 914000 is one of the simulator's rehearsal numbers: it answers after a second and hangs up two seconds later.
    $call = Start-OktellCall -Number 914000
    "Call to $($call.Number): $($call.State)"
    foreach ($state in 'Talk', 'Ready') {
        $call = Wait-OktellCall -State $state -Timeout 20
        "Call to 914000: $($call.State)"
    }

    $thisMonth = [datetime]::Today.AddDays(1 - [datetime]::Today.Day)
    $statistics = [IO.Path]::Combine($OutputFolder, 'statistics.csv')
    $export = Export-OktellStatistics -From $thisMonth.AddMonths(-1) -To $thisMonth -Path $statistics -PassThru
    "Statistics: $($export.Calls) calls of last month in $($export.Count) legs, $($export.Named) with a customer's name, in $($export.Path)."
}
finally {
    Disconnect-OktellInfobase
    Disconnect-OktellServer
    Stop-OktellSimulator $simulator
}
