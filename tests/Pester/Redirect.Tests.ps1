BeforeAll {
    Import-Module OktellConnect
    $simulator = Start-OktellSimulator -Port 0 -NoHistory
    $credential = [pscredential]::new('ivanov', [Net.NetworkCredential]::new('', 'Secret123').SecurePassword)
    Connect-OktellServer $simulator.Uri -Credential $credential -AllowUnencrypted -WarningAction SilentlyContinue
}

AfterAll {
    Disconnect-OktellServer
    Stop-OktellSimulator $simulator
}

Describe 'Redirect rules' {
    AfterEach {
        Set-OktellUserState -State Ready
        Get-OktellRedirect | Remove-OktellRedirect -Confirm:$false
    }

    It 'sets, changes and removes the own rule' {
        $rule = Set-OktellRedirect -Number 102 -PassThru
        $rule.Number | Should -Be '102'
        $rule.IsOwn | Should -BeTrue
        [string] $rule.State | Should -Be 'Active'
        Set-OktellRedirect 103
        (Get-OktellRedirect).Number | Should -Be '103'
        (Remove-OktellRedirect -Confirm:$false -PassThru).Number | Should -Be '103'
        Get-OktellRedirect | Should -BeNullOrEmpty
    }

    It 'takes a user from the pipeline by the main number' {
        Get-OktellUser -Identity 103 | Set-OktellRedirect
        (Get-OktellRedirect -Own).Number | Should -Be '103'
    }

    It 'keeps what else a rule says and lists rules that others made' {
        $null = Invoke-OktellMethod -Name saveredirectrules -Confirm:$false -Parameter @{ redirectrule = @{ id = 'aaaaaaaa-0000-0000-0000-000000000001'; caption = 'Ночь'; destinationnumber = '600'; state = 1; days = @(0, 6) } }
        Set-OktellRedirect 102
        $rules = @(Get-OktellRedirect)
        $rules | Should -HaveCount 2
        @(Get-OktellRedirect -Own) | Should -HaveCount 1
        $night = $rules | Where-Object { -not $_.IsOwn }
        $night.Name | Should -Be 'Ночь'
        [string] $night.State | Should -Be 'Enabled'
    }

    It 'makes redirecting possible, and warns when its number goes' {
        { Set-OktellUserState -State Redirect } | Should -Throw -ErrorId 'UserStateNotPossible,*'
        Set-OktellRedirect 102
        (Set-OktellUserState -State Redirect -PassThru).StatusWord | Should -Be 'redirect'
        Remove-OktellRedirect -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
        [string] $warnings[0] | Should -Match 'Redirect'
    }

    It 'changes nothing with -WhatIf' {
        Set-OktellRedirect 102 -WhatIf
        Get-OktellRedirect | Should -BeNullOrEmpty
        Set-OktellRedirect 102
        Remove-OktellRedirect -WhatIf
        (Get-OktellRedirect).Number | Should -Be '102'
    }

    It 'refuses what is no number' {
        { Set-OktellRedirect -Number '' } | Should -Throw -ErrorId 'RedirectNumberInvalid,*'
        { Set-OktellRedirect -Number '10 2' } | Should -Throw -ErrorId 'RedirectNumberInvalid,*'
    }

    It 'reports a rule that is not there' {
        Remove-OktellRedirect -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -Be 'RedirectNotFound,OktellConnect.Cmdlets.RemoveOktellRedirect'
    }
}
