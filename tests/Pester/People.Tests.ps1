BeforeAll {
    Import-Module OktellConnect
    $simulator = Start-OktellSimulator -Port 0
    $ivanov = [pscredential]::new('ivanov', [Net.NetworkCredential]::new('', 'Secret123').SecurePassword)
    $mine = Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
}

AfterAll {
    Disconnect-OktellServer
    Disconnect-OktellServer -Connection $mine
    Stop-OktellSimulator $simulator
}

Describe 'Get-OktellUser' {
    It 'lists everybody' {
        @(Get-OktellUser).Count | Should -BeGreaterThan 302
    }

    It 'finds by number, name, id and own login' {
        $petrov = Get-OktellUser -Identity 102
        $petrov | Should -HaveCount 1
        (Get-OktellUser -Identity $petrov.Name).Id | Should -Contain $petrov.Id
        (Get-OktellUser -Identity $petrov.Id).MainNumber | Should -Be '102'
        (Get-OktellUser -Identity 'IVANOV').MainNumber | Should -Be '101'
        $petrov.IsSubordinate | Should -BeTrue
    }

    It 'takes its own objects from the pipeline' {
        (Get-OktellUser -Identity 103 | Get-OktellUser).MainNumber | Should -Be '103'
    }

    It 'reports who is not there and goes on' {
        $found = @(Get-OktellUser -Identity 'nobody at all', 101 -ErrorVariable failures -ErrorAction SilentlyContinue)
        $found | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,OktellConnect.Cmdlets.GetOktellUser'
        $failures[0].TargetObject | Should -Be 'nobody at all'
    }

    It 'is silent about wildcards that fit nobody' {
        Get-OktellUser -Identity 'zzz*' -ErrorVariable failures | Should -BeNullOrEmpty
        $failures.Count | Should -Be 0
    }
}

Describe 'Get-OktellNumber' {
    It 'filters by number, state and department' {
        $number = Get-OktellNumber -Number 102
        $number.Department | Should -Not -BeNullOrEmpty
        $same = Get-OktellNumber -Number '10*' -Department $number.Department -State $number.State
        $same.Number | Should -Contain '102'
        Get-OktellNumber -Number 102 -State NoPhone | Should -BeNullOrEmpty
    }

    It 'takes users from the pipeline by their main number' {
        (Get-OktellUser -Identity 103 | Get-OktellNumber).Number | Should -Be '103'
    }

    It 'reports a number that is not in the plan' {
        Get-OktellNumber -Number 99999 -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -Be 'NumberNotFound,OktellConnect.Cmdlets.GetOktellNumber'
    }
}

Describe 'The user state' {
    AfterEach {
        Set-OktellUserState -State Ready -Connection $mine
    }

    It 'goes on a break for a reason and comes back' {
        $state = Set-OktellUserState -State Break -BreakReason Meeting -PassThru
        [string] $state.State | Should -Be 'Break'
        $state.BreakReason.Name | Should -Be 'Meeting'
        Set-OktellUserState -State Ready
        [string] (Get-OktellUserState).State | Should -Be 'Ready'
    }

    It 'stays as it is with -WhatIf' {
        Set-OktellUserState -State DoNotDisturb -WhatIf
        [string] (Get-OktellUserState).State | Should -Be 'Ready'
    }

    It 'names the reasons when one is unknown' {
        $failure = $null
        try {
            Set-OktellUserState -State Break -BreakReason Siesta
        }
        catch {
            $failure = $_
        }
        $failure.FullyQualifiedErrorId | Should -Be 'UnknownBreakReason,OktellConnect.Cmdlets.SetOktellUserState'
        [string] $failure | Should -Match 'Lunch, Meeting'
    }

    It 'is shown to the others as the state of the number' {
        Set-OktellUserState -State DoNotDisturb
        $other = [pscredential]::new('sidorov', [Net.NetworkCredential]::new('', 'Secret123').SecurePassword)
        $second = Connect-OktellServer -Server $simulator.Uri -Credential $other -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        try {
            [string] (Get-OktellNumber -Number 101 -Connection $second).State | Should -Be 'DoNotDisturb'
        }
        finally {
            $second | Disconnect-OktellServer
            # The one that was made last was the current one: the tests that follow need another.
            Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -WarningAction SilentlyContinue
        }
    }
}

Describe 'Get-OktellBreakReason' {
    It 'lists the reasons of the server' {
        (Get-OktellBreakReason).Name | Should -Contain 'Lunch'
        Get-OktellBreakReason -Name 'M*' | Should -HaveCount 1
    }
}

Describe 'Completion' {
    It 'offers break reasons and numbers from memory' {
        $line = 'Set-OktellUserState -State Break -BreakReason L'
        $offers = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}).CompletionMatches
        $offers.CompletionText | Should -Contain 'Lunch'
        $line = 'Start-OktellCall -Number 10'
        $offers = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}).CompletionMatches
        $offers.CompletionText | Should -Contain '102'
    }
}
