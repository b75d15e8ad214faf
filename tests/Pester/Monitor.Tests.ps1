BeforeAll {
    Import-Module OktellConnect
    $simulator = Start-OktellSimulator -Port 0 -NoHistory -Speed 2
    $http = [Net.Http.HttpClient]::new()
    $control = $simulator.Uri.ToString().Replace('ws://', 'http://').TrimEnd('/') + '/simulator/'

    function Connect-Person([string] $login, [string] $password) {
        $credential = [pscredential]::new($login, [Net.NetworkCredential]::new('', $password).SecurePassword)
        Connect-OktellServer -Server $simulator.Uri -Credential $credential -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
    }

    function Send-Control([string] $path, [string] $json) {
        $null = $http.PostAsync($control + $path, [Net.Http.StringContent]::new($json)).GetAwaiter().GetResult()
    }

    # A name for what is waited for, a deadline, and no fixed time.
    function Wait-Until([string] $what, [scriptblock] $condition) {
        $deadline = [datetime]::UtcNow.AddSeconds(30)
        while (-not (& $condition)) {
            if ([datetime]::UtcNow -gt $deadline) { throw "Not so within 30 seconds: $what" }
            [Threading.Thread]::Sleep(20)
        }
    }

    # Who talks to whom, as the person's own client shows it.
    function Get-With($connection) {
        if ([string] $connection.Phone.State -eq 'Talk') { @(Get-OktellCall -Party -Connection $connection | ForEach-Object { $_.Number }) -join ' ' } else { [string] $connection.Phone.State }
    }

    function Wait-Talk($connection, [string] $with) {
        Wait-Until "$($connection.Login) talks to $with" { (Get-With $connection) -eq $with }
    }

    # Everybody's handset down, however a test ended.
    function Clear-Line {
        foreach ($person in 'ivanov', 'petrov', 'sidorov') { Send-Control 'hangup' "{`"user`":`"$person`"}" }
        foreach ($person in $sidorov, $petrov, $ivanov) {
            if ($person) { Wait-Until "$($person.Login) is free" { -not (Get-OktellCall -Connection $person) -and -not (Get-OktellCall -Held -Connection $person) } }
        }
    }

    # What the command says, by its error id.
    function Get-Failure([scriptblock] $script) {
        try { $null = & $script; 'none' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
    }

    # petrov, a subordinate of ivanov, talks to sidorov.
    function Start-Talk {
        $null = Start-OktellCall -Number 103 -Connection $petrov
        Receive-OktellCall -Timeout 30 -Connection $sidorov
        Wait-Talk $petrov '103'
    }

    $sidorov = Connect-Person 'sidorov' 'Secret123'
    $petrov = Connect-Person 'petrov' 'Пароль'
    $ivanov = Connect-Person 'ivanov' 'Secret123'
}

AfterAll {
    foreach ($person in $sidorov, $petrov, $ivanov) { $person | Disconnect-OktellServer }
    $http.Dispose()
    Stop-OktellSimulator $simulator
}

Describe 'A supervisor' {
    AfterEach { Clear-Line }

    It 'listens, prompts, takes part and leaves; the talk goes on' {
        Start-Talk
        $monitor = Get-OktellUser -Identity 102 | Start-OktellMonitor -PassThru
        $monitor.Number | Should -Be '102'
        [string] $monitor.Mode | Should -Be 'Listen'
        (Get-OktellMonitor).UserId | Should -Be $monitor.UserId
        (Get-OktellConference).IsMonitoring | Should -BeTrue
        [string] (Set-OktellMonitor -Mode Help -PassThru).Mode | Should -Be 'Help'
        [string] (Get-OktellMonitor).Mode | Should -Be 'Help'
        [string] (Set-OktellMonitor -Mode Conference -PassThru).Mode | Should -Be 'Conference'
        Wait-Until 'sidorov is in a conference' { Get-OktellConference -Connection $sidorov }
        (Stop-OktellMonitor -PassThru).UserId | Should -Be $monitor.UserId
        Get-OktellMonitor | Should -BeNullOrEmpty
        Wait-Talk $petrov '103'
    }

    It 'is offered those who may be listened to, while they talk' {
        (Get-OktellCallAction -Identity 102).Actions | Should -Not -Contain 'Listen'
        Start-Talk
        Wait-Until 'the number plan shows petrov busy' { [string] (Get-OktellNumber -Number 102).State -eq 'Busy' }
        (Get-OktellCallAction -Identity 102).Actions | Should -Contain 'Listen'
        (Get-OktellCallAction -Identity 103).Actions | Should -Not -Contain 'Listen'
        $line = 'Start-OktellMonitor -Identity '
        $offers = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}).CompletionMatches
        $offers.CompletionText | Should -Contain '102'
        $offers.CompletionText | Should -Not -Contain '103'
    }

    It 'hears nothing with -WhatIf' {
        Start-Talk
        Start-OktellMonitor -Identity 102 -Mode Help -WhatIf
        Set-OktellMonitor -Mode Help -WhatIf
        Stop-OktellMonitor -WhatIf
        Get-OktellMonitor | Should -BeNullOrEmpty
        [string] $ivanov.Phone.State | Should -Be 'Ready'
    }

    It 'needs the right to it' {
        Start-Talk
        Get-Failure { Start-OktellMonitor -Identity 103 } | Should -Be 'MonitorNotAllowed'
        [string] $ivanov.Phone.State | Should -Be 'Ready'
    }
}

Describe 'What makes no sense' {
    AfterEach { Clear-Line }

    It 'is refused with its own id: <Command>' -TestCases @(
        @{ Command = 'Stop-OktellMonitor'; Id = 'MonitorNotActive' }
        @{ Command = 'Set-OktellMonitor -Mode Help'; Id = 'MonitorNotActive' }
        @{ Command = 'Start-OktellMonitor 101'; Id = 'MonitorTargetSelf' }
        @{ Command = 'Start-OktellMonitor 911000'; Id = 'UserNotFound' }
        @{ Command = "Start-OktellMonitor 'Никто Такой'"; Id = 'UserNotFound' }
        @{ Command = 'Start-OktellMonitor Лебедев'; Id = 'PartyAmbiguous' }
    ) {
        Get-Failure ([scriptblock]::Create($Command)) | Should -Be $Id
        Get-OktellMonitor | Should -BeNullOrEmpty
    }

    It 'needs a free line' {
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        Get-Failure { Start-OktellMonitor -Identity 102 } | Should -Be 'MonitorLineBusy'
    }
}
