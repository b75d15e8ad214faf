BeforeAll {
    Import-Module OktellConnect

    # Of its own: TestDrive exists inside a Describe only.
    $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine([IO.Path]::GetTempPath(), "oktell-$([guid]::NewGuid())")).FullName

    $credential = [pscredential]::new('ivanov', [Net.NetworkCredential]::new('', 'Secret123').SecurePassword)
    $seed = "$folder/settings.json"
    [IO.File]::WriteAllText($seed, '{ "outsideLine": "+74950000000", "procedures": [ "oktellconnect_settings", "oktellconnect_setsetting" ], "users": [
        { "id": "c1c1aeb0-5dd9-5382-aaea-0caab12f3fe8", "login": "ivanov", "password": "Secret123", "name": "Иванов Иван", "number": "101", "operator": true } ] }')
    $plain = Start-OktellSimulator -Port 0 -NoHistory
    $custom = Start-OktellSimulator -Port 0 -NoHistory -Seed $seed
    Connect-OktellServer $plain.Uri -Credential $credential -AllowUnencrypted -WarningAction SilentlyContinue
}

AfterAll {
    Disconnect-OktellServer
    Stop-OktellSimulator $plain
    Stop-OktellSimulator $custom
    [IO.Directory]::Delete($folder, $true)
}

Describe 'Settings' {
    It 'say what can be written and what is not known' {
        $settings = @(Get-OktellSetting)
        ($settings | Where-Object { $_.IsWritable }).Name | Should -Be @('State', 'CallCenter', 'CallCenterManual', 'RedirectNumber', 'Photo')
        $kind = Get-OktellSetting -Name DeviceKind
        $kind.Value | Should -BeNullOrEmpty
        $kind.IsWritable | Should -BeFalse
        $kind.Note | Should -Match 'No method'
        (Get-OktellSetting Number).Value | Should -Be '101'
    }

    It 'go into the call centre and out of it' {
        (Set-OktellSetting CallCenter $true -PassThru).Value | Should -BeTrue
        (Set-OktellSetting CallCenterManual $true -PassThru).Value | Should -BeTrue
        (Get-OktellUserState).StatusWord | Should -Be 'readyCCManual'
        Set-OktellSetting CallCenter 'нет'
        (Get-OktellUserState).StatusWord | Should -Be 'ready'
    }

    It 'set and remove the redirect number' {
        (Set-OktellSetting RedirectNumber 103 -PassThru).Value | Should -Be '103'
        (Get-OktellRedirect -Own).Number | Should -Be '103'
        Set-OktellSetting RedirectNumber 102 -WhatIf
        (Get-OktellRedirect -Own).Number | Should -Be '103'
        Set-OktellSetting RedirectNumber ''
        Get-OktellRedirect | Should -BeNullOrEmpty
    }

    It 'refuse <Name>' -TestCases @(
        @{ Name = 'nothing'; Value = 1; Id = 'SettingNotFound' }
        @{ Name = 'UserName'; Value = 'x'; Id = 'SettingNotWritable' }
        @{ Name = 'CallCenter'; Value = 'maybe'; Id = 'SettingValueInvalid' }
    ) {
        { Set-OktellSetting -Name $Name -Value $Value } | Should -Throw -ErrorId "$Id,*"
    }

    It 'report a name that is not there and are silent about wildcards' {
        $found = @(Get-OktellSetting -Name 'nothing', 'Redirect*', 'zzz*' -ErrorVariable failures -ErrorAction SilentlyContinue)
        $found | Should -HaveCount 1
        $failures.Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'SettingNotFound,OktellConnect.Cmdlets.GetOktellSetting'
    }

    It 'take those of the customer' {
        $connection = Connect-OktellServer $custom.Uri -Credential $credential -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        try {
            (Get-OktellSetting DeviceKind -Connection $connection).Source | Should -Be 'oktellconnect_settings'
            (Set-OktellSetting DeviceKind Headset -PassThru -Connection $connection).Value | Should -Be 'Headset'
            { Set-OktellSetting DeviceKind Banana -Connection $connection } | Should -Throw -ErrorId 'ProcedureFailed,*'
        }
        finally {
            $connection | Disconnect-OktellServer
        }
    }

    It 'complete from memory' {
        $line = 'Set-OktellSetting -Name Redi'
        $offers = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}).CompletionMatches
        $offers.CompletionText | Should -Contain 'RedirectNumber'
    }
}
