BeforeAll {
    Import-Module OktellConnect
    $simulator = Start-OktellSimulator -Port 0
    $ivanov = [pscredential]::new('ivanov', [Net.NetworkCredential]::new('', 'Secret123').SecurePassword)
    Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -WarningAction SilentlyContinue
}

AfterAll {
    Disconnect-OktellServer
    Stop-OktellSimulator $simulator
}

Describe 'A call from beginning to end' {
    It 'is shown with every state as it happens' {
        $started = Start-OktellCall -Number 914000
        [string] $started.State | Should -Be 'Backring'
        $started.Number | Should -Be '914000'
        $states = @($started | Wait-OktellCall -State Ready -Timeout 60 -Stream | ForEach-Object { [string] $_.State })
        $states -join ' ' | Should -Be 'Call Talk Ready'
        Get-OktellCall | Should -BeNullOrEmpty
    }

    It 'may be followed without passing it on, even after it has ended' {
        $call = Start-OktellCall -Number 914000 -Wait -Timeout 60
        [string] $call.State | Should -Be 'Talk'
        $ended = Wait-OktellCall -State Ready -Timeout 60
        $ended.SerialNumber | Should -Be $call.SerialNumber
        $ended.TalkTime.TotalSeconds | Should -BeGreaterThan 0
        $ended.HasEnded | Should -BeTrue
    }

    It 'is ended by Stop-OktellCall' {
        $call = Start-OktellCall -Number 911000 -Wait -Timeout 60
        (Get-OktellCall).Number | Should -Be '911000'
        $ended = Stop-OktellCall -PassThru
        $ended.SerialNumber | Should -Be $call.SerialNumber
        $ended.HasEnded | Should -BeTrue
        Get-OktellCall | Should -BeNullOrEmpty
    }

    It 'that is being dialled is aborted by its object' {
        $call = Start-OktellCall -Number 913000
        $call | Stop-OktellCall
        { $call | Wait-OktellCall -State Talk -Timeout 60 } | Should -Throw -ErrorId 'CallEnded,*'
    }

    It 'to a busy number ends with CallEnded instead of waiting for ever' {
        { Start-OktellCall -Number 912000 -Wait -Timeout 60 } | Should -Throw -ErrorId 'CallEnded,*'
    }
}

Describe 'A call to a colleague' {
    It 'takes a user from the pipeline and the other side sees it' {
        $petrov = [pscredential]::new('petrov', [Net.NetworkCredential]::new('', 'Пароль').SecurePassword)
        $mine = Get-OktellConnection
        $his = Connect-OktellServer -Server $simulator.Uri -Credential $petrov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        $mine = Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        try {
            $call = Get-OktellUser -Identity 102 | Start-OktellCall
            $incoming = Wait-OktellCall -State Ring -Timeout 60 -Connection $his
            $incoming.Number | Should -Be '101'
            [string] $incoming.Direction | Should -Be 'Incoming'
            $incoming | Stop-OktellCall -Connection $his
            $ended = Wait-OktellCall -State Ready -Timeout 60
            $ended.SerialNumber | Should -Be $call.SerialNumber
        }
        finally {
            $his | Disconnect-OktellServer
        }
    }
}

Describe 'What is refused' {
    It 'places no call with -WhatIf' {
        Start-OktellCall -Number 911000 -WhatIf
        Get-OktellCall | Should -BeNullOrEmpty
    }

    It 'needs a number' {
        { Start-OktellCall -Number ' ' } | Should -Throw -ErrorId 'CallNumberMissing,*'
    }

    It 'refuses a second call while one is dialled' {
        $call = Start-OktellCall -Number 913000
        try {
            { Start-OktellCall -Number 911000 } | Should -Throw -ErrorId 'CallInProgress,*'
        }
        finally {
            $call | Stop-OktellCall
        }
    }

    It 'has nothing to end on an idle line' {
        { Stop-OktellCall } | Should -Throw -ErrorId 'NoCall,*'
    }

    It 'waits no longer than it was told' {
        { Wait-OktellCall -State Ring -Timeout 0.5 } | Should -Throw -ErrorId 'CallWaitTimeout,*'
    }
}
