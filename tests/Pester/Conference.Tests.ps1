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

    $sidorov = Connect-Person 'sidorov' 'Secret123'
    $petrov = Connect-Person 'petrov' 'Пароль'
    $ivanov = Connect-Person 'ivanov' 'Secret123'
}

AfterAll {
    foreach ($person in $sidorov, $petrov, $ivanov) { $person | Disconnect-OktellServer }
    $http.Dispose()
    Stop-OktellSimulator $simulator
}

Describe 'A conference' {
    AfterEach { Clear-Line }

    It 'is gathered by name and number, grows, shrinks and is left' {
        $conference = New-OktellConference -Participant 'Петров Пётр Петрович' -Name 'Планёрка 😀' -PassThru
        $conference.Name | Should -Be 'Планёрка 😀'
        $conference.IsCreator | Should -BeTrue
        Receive-OktellCall -Timeout 30 -Connection $petrov
        $null = Get-OktellNumber -Number 103 | Add-OktellConferenceParticipant -PassThru
        Receive-OktellCall -Timeout 30 -Connection $sidorov
        Wait-Until 'three take part' { @(Get-OktellConference -Participant | Where-Object { $_.State -ne 'Invited' }).Count -eq 3 }
        (Get-OktellConference -Participant).Number | Should -Contain '103'
        $smaller = Remove-OktellConferenceParticipant -Participant 103 -Confirm:$false -PassThru
        $smaller.Participants.Number | Should -Not -Contain '103'
        Wait-Until 'sidorov is out' { -not (Get-OktellCall -Connection $sidorov) }
        $left = Exit-OktellConference -PassThru
        $left.Id | Should -Be $conference.Id
        Get-OktellConference | Should -BeNullOrEmpty
    }

    It 'is made of a conversation' {
        $null = Start-OktellCall -Number 102
        Receive-OktellCall -Timeout 30 -Connection $petrov
        Wait-Talk $ivanov '102'
        $conference = New-OktellConference -Participant 911000 -PassThru
        $conference.Participants.Number | Should -Contain '102'
        Wait-Until '911000 takes part' { @(Get-OktellConference -Participant | Where-Object { $_.Number -eq '911000' -and $_.State -ne 'Invited' }) }
        # For the other one it is a conference, too.
        Wait-Until 'petrov is in it' { (Get-OktellConference -Connection $petrov).Id -eq $conference.Id }
        Get-OktellCall -Party | Should -Not -BeNullOrEmpty
    }

    It 'is not gathered at all when one name means nobody or several' {
        Get-Failure { New-OktellConference -Participant 102, 'Никто Такой' } | Should -Be 'UserNotFound'
        Get-Failure { New-OktellConference -Participant 102, 'Лебедев' } | Should -Be 'PartyAmbiguous'
        Get-Failure { New-OktellConference -Participant '' } | Should -Be 'CallNumberMissing'
        Get-Failure { New-OktellConference -Participant 101 } | Should -Be 'ConferenceNobody'
        Get-OktellConference | Should -BeNullOrEmpty
        Get-OktellCall -Connection $petrov | Should -BeNullOrEmpty
    }

    It 'stays a rehearsal with -WhatIf' {
        Get-OktellNumber -Number 102, 103 | New-OktellConference -WhatIf
        Get-OktellConference | Should -BeNullOrEmpty
        $null = New-OktellConference -Participant 102
        Receive-OktellCall -Timeout 30 -Connection $petrov
        Add-OktellConferenceParticipant -Participant 103 -WhatIf
        Remove-OktellConferenceParticipant -Participant 102 -WhatIf
        Exit-OktellConference -WhatIf
        Wait-Until 'petrov takes part' { @(Get-OktellConference -Participant | Where-Object { $_.Number -eq '102' -and $_.State -ne 'Invited' }) }
        (Get-OktellConference -Participant).Number | Should -Not -Contain '103'
    }

    It 'reports who does not take part, and goes on with the others' {
        $null = New-OktellConference -Participant 102
        Receive-OktellCall -Timeout 30 -Connection $petrov
        Remove-OktellConferenceParticipant -Participant 'Никто Такой' -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,OktellConnect.Cmdlets.RemoveOktellConferenceParticipant'
        Remove-OktellConferenceParticipant -Participant 103 -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -Be 'ConferenceParticipantNotFound,OktellConnect.Cmdlets.RemoveOktellConferenceParticipant'
        Get-Failure { Remove-OktellConferenceParticipant -Participant 101 -Confirm:$false -ErrorAction Stop } | Should -Be 'ConferenceParticipantSelf'
        Wait-Until 'petrov takes part' { @(Get-OktellConference -Participant | Where-Object { $_.Number -eq '102' -and $_.State -ne 'Invited' }) }
        Remove-OktellConferenceParticipant -Participant 103, 102 -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
        @($failures).Count | Should -Be 1
        Wait-Until 'petrov is out' { -not (Get-OktellCall -Connection $petrov) }
    }

    It 'is completed by its participants' {
        $null = New-OktellConference -Participant 102
        $line = 'Remove-OktellConferenceParticipant -Participant '
        $offers = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}).CompletionMatches
        $offers.CompletionText | Should -Contain '102'
        $offers.CompletionText | Should -Not -Contain '103'
    }
}

Describe 'Without a conference' {
    It 'is refused with its own id: <Command>' -TestCases @(
        @{ Command = 'Exit-OktellConference'; Id = 'ConferenceMissing' }
        @{ Command = 'Add-OktellConferenceParticipant 103'; Id = 'ConferenceMissing' }
        @{ Command = 'Remove-OktellConferenceParticipant 103 -Confirm:$false'; Id = 'ConferenceMissing' }
        @{ Command = 'New-OktellConference'; Id = 'ConferenceNobody' }
    ) {
        Get-Failure ([scriptblock]::Create($Command)) | Should -Be $Id
    }

    It 'shows nothing' {
        Get-OktellConference | Should -BeNullOrEmpty
        Get-OktellConference -Participant | Should -BeNullOrEmpty
    }
}
