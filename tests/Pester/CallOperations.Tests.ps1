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

Describe 'A call that comes in' {
    AfterEach { Clear-Line }

    It 'is waited for, answered and shown with its caller' {
        Send-Control 'call' '{"from":"+79161234567","to":"101"}'
        $call = Receive-OktellCall -Timeout 30 -PassThru
        [string] $call.State | Should -Be 'Talk'
        [string] $call.Direction | Should -Be 'Incoming'
        $party = Get-OktellCall -Party
        $party | Should -HaveCount 1
        $party.Number | Should -Be $call.Number
        $party.IsExternal | Should -BeTrue
        (Stop-OktellCall -PassThru).HasEnded | Should -BeTrue
    }

    It 'comes from a colleague and is answered by its object' {
        $call = Start-OktellCall -Number 102
        Wait-OktellCall -State Ring -Timeout 30 -Connection $petrov | Receive-OktellCall -Connection $petrov
        $call = $call | Wait-OktellCall -State Talk -Timeout 30
        Get-With $petrov | Should -Be '101'
        $call | Stop-OktellCall
    }

    It 'is declined' {
        Send-Control 'call' '{"from":"+79161234567","to":"101"}'
        $call = Wait-OktellCall -State Ring -Timeout 30
        ($call | Stop-OktellCall -PassThru).HasEnded | Should -BeTrue
        Get-Failure { $call | Receive-OktellCall } | Should -Be 'CallEnded'
    }

    It 'is followed by the next one: a ring that is waited for is not that of an answered call' {
        foreach ($caller in '+79161234567', '+79167654321') {
            Send-Control 'call' "{`"from`":`"$caller`",`"to`":`"101`"}"
            $call = Wait-OktellCall -State Ring -Timeout 30
            $call.Number | Should -Be $caller
            $call | Receive-OktellCall
            Send-Control 'hangup' "{`"number`":`"$caller`"}"
            Wait-Until 'the line is free' { -not (Get-OktellCall) }
        }
    }

    It 'stays as it is with -WhatIf' {
        Send-Control 'call' '{"from":"+79161234567","to":"101"}'
        $null = Wait-OktellCall -State Ring -Timeout 30
        Receive-OktellCall -WhatIf
        [string] (Get-OktellCall).State | Should -Be 'Ring'
    }

    It 'is waited for no longer than was said' {
        $failure = $null
        try { Receive-OktellCall -Timeout 0.3 } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -Be 'CallWaitTimeout,OktellConnect.Cmdlets.ReceiveOktellCall'
        [string] $failure | Should -Match 'Nobody called'
    }
}

Describe 'Hold' {
    AfterEach { Clear-Line }

    It 'lets the party wait and takes it back, in one call' {
        $call = Start-OktellCall -Number 911000 -Wait -Timeout 30
        $held = Suspend-OktellCall -PassThru
        $held.HasEnded | Should -BeFalse
        $held.SerialNumber | Should -Be $call.SerialNumber
        (Get-OktellCall -Held).Number | Should -Be '911000'
        Get-OktellCall -Party | Should -BeNullOrEmpty
        $back = Resume-OktellCall -PassThru
        [string] $back.State | Should -Be 'Talk'
        Get-OktellCall -Held | Should -BeNullOrEmpty
        # An end is an end: the dial tone in between was none.
        { $call | Wait-OktellCall -State Ready -Timeout 0.3 } | Should -Throw -ErrorId 'CallWaitTimeout,*'
    }

    It 'asks a colleague, goes to and fro, and connects the two' {
        $customer = Start-OktellCall -Number 911000 -Wait -Timeout 30
        $asked = Start-OktellCall -Number 103
        Receive-OktellCall -Timeout 30 -Connection $sidorov
        Wait-Talk $ivanov '103'
        (Get-OktellCall -Held).Number | Should -Be '911000'
        (Switch-OktellCall -PassThru).Number | Should -Be '911000'
        (Get-OktellCall -Held).Number | Should -Be '103'
        $null = Switch-OktellCall -PassThru
        (Join-OktellCall -PassThru).HasEnded | Should -BeTrue
        Wait-Talk $sidorov '911000'
    }

    It 'waits for the answer of the second call, not of the first' {
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        $second = Start-OktellCall -Number 921000 -Wait -Timeout 30
        $second.Number | Should -Be '921000'
        $second.HeldNumber | Should -Be '911000'
        [string] $second.State | Should -Be 'Talk'
        # Parting from the second brings the first one back.
        $after = Stop-OktellCall -Number 921000 -PassThru
        $after.Number | Should -Be '911000'
        $after.HasEnded | Should -BeFalse
    }

    It 'gets the first party back when the second is busy, and says so' {
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        Get-Failure { Start-OktellCall -Number 912000 -Wait -Timeout 30 } | Should -Be 'CallEnded'
        Wait-Talk $ivanov '911000'
    }

    It 'says who is not on the line, and who is on hold' {
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        Get-Failure { Stop-OktellCall -Number 103 } | Should -Be 'CallPartyUnknown'
        Get-Failure { Resume-OktellCall } | Should -Be 'CallNobodyHeld'
        Suspend-OktellCall
        Get-Failure { Stop-OktellCall -Number 911000 } | Should -Be 'CallPartyOnHold'
    }
}

Describe 'Move-OktellCall' {
    AfterEach { Clear-Line }

    It 'gives the conversation to a colleague named by name' {
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        (Move-OktellCall -Number 'Сидоров Сидор' -PassThru).HasEnded | Should -BeTrue
        Receive-OktellCall -Timeout 30 -Connection $sidorov
        Wait-Talk $sidorov '911000'
    }

    It 'takes users, numbers and map entries from the pipeline' {
        foreach ($target in (Get-OktellUser -Identity 103), (Get-OktellNumber -Number 103), '103', [pscustomobject] @{ Name = 'x'; PhoneNumber = '10-3' }) {
            $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
            $target | Move-OktellCall
            Receive-OktellCall -Timeout 30 -Connection $sidorov
            Wait-Talk $sidorov '911000'
            Clear-Line
        }
    }

    It 'to the party on hold connects the two' {
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        $null = Start-OktellCall -Number 103
        Receive-OktellCall -Timeout 30 -Connection $sidorov
        Wait-Talk $ivanov '103'
        (Move-OktellCall -Number 911000 -PassThru).HasEnded | Should -BeTrue
        Wait-Talk $sidorov '911000'
    }

    It 'keeps the conversation when nobody or several are meant' {
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        Get-Failure { Move-OktellCall -Number 'Лебедев' } | Should -Be 'PartyAmbiguous'
        Get-Failure { Move-OktellCall -Number 'Никто Такой' } | Should -Be 'UserNotFound'
        Get-Failure { Move-OktellCall -Number '' } | Should -Be 'CallNumberMissing'
        Move-OktellCall -Number 103 -WhatIf
        Get-With $ivanov | Should -Be '911000'
    }
}

Describe 'Get-OktellCallAction' {
    AfterEach { Clear-Line }

    It 'follows the line' {
        (Get-OktellCallAction).Actions | Should -Not -Contain 'Transfer'
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        $talk = Get-OktellCallAction
        [string] $talk.LineState | Should -Be 'Talk'
        $talk.Actions | Should -Contain 'Suspend'
    }

    It 'takes people from the pipeline and reports those it cannot find one by one' {
        $actions = @(Get-OktellUser -Identity '10[23]' | Get-OktellCallAction)
        $actions | Should -HaveCount 2
        $actions[0].Actions | Should -Contain 'Call'
        $some = @(Get-OktellCallAction -Identity 102, 'Никто Такой', 103 -ErrorVariable failures -ErrorAction SilentlyContinue)
        $some | Should -HaveCount 2
        $failures[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,OktellConnect.Cmdlets.GetOktellCallAction'
        $failures[0].TargetObject | Should -Be 'Никто Такой'
    }
}

Describe 'Get-OktellQueue' {
    AfterEach { Clear-Line }

    It 'lists a caller while everybody is busy, and nobody else' {
        Get-OktellQueue | Should -BeNullOrEmpty
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        $null = Start-OktellCall -Number 921000 -Wait -Timeout 30 -Connection $petrov
        $null = Start-OktellCall -Number 931000 -Wait -Timeout 30 -Connection $sidorov
        Send-Control 'call' '{"from":"+79161234567","to":"600"}'
        Wait-Until 'somebody waits' { Get-OktellQueue }
        $waiting = Get-OktellQueue
        $waiting | Should -HaveCount 1
        $waiting.IsExternal | Should -BeTrue
        $waiting.Number | Should -BeLike '*9161234567'
        Send-Control 'hangup' '{"number":"+79161234567"}'
    }
}

Describe 'What is impossible now' {
    It 'is refused with its own id and sends nothing: <Command>' -TestCases @(
        @{ Command = 'Receive-OktellCall'; Id = 'CallNothingToAnswer' }
        @{ Command = 'Stop-OktellCall'; Id = 'NoCall' }
        @{ Command = 'Suspend-OktellCall'; Id = 'CallNotInTalk' }
        @{ Command = 'Resume-OktellCall'; Id = 'CallNobodyHeld' }
        @{ Command = 'Switch-OktellCall'; Id = 'CallNobodyHeld' }
        @{ Command = 'Join-OktellCall'; Id = 'CallNobodyHeld' }
        @{ Command = 'Move-OktellCall 103'; Id = 'CallNotInTalk' }
        @{ Command = 'Stop-OktellCall -Number 103'; Id = 'NoCall' }
        @{ Command = "Start-OktellCall ''"; Id = 'CallNumberMissing' }
        @{ Command = 'Start-OktellCall Кириллица'; Id = 'UserNotFound' }
        @{ Command = "Start-OktellCall '😀'"; Id = 'UserNotFound' }
        @{ Command = "Start-OktellCall '101, 102'"; Id = 'NumberNotUnderstood' }
        @{ Command = 'Start-OktellCall ("9" * 1MB)'; Id = 'NumberNotUnderstood' }
        @{ Command = 'Start-OktellCall ("я" * 1MB)'; Id = 'UserNotFound' }
        @{ Command = '[pscustomobject] @{ Name = "no number"; MainNumber = $null } | Start-OktellCall'; Id = 'UserNotFound' }
    ) {
        Get-Failure ([scriptblock]::Create($Command)) | Should -Be $Id
        [string] $ivanov.Phone.State | Should -Be 'Ready'
    }
}

Describe 'Completion' {
    AfterEach { Clear-Line }

    It 'offers numbers by name, and for parting those on the line' {
        $line = 'Move-OktellCall -Number Сидоров'
        $offers = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}).CompletionMatches
        $offers.CompletionText | Should -Contain '103'
        $null = Start-OktellCall -Number 911000 -Wait -Timeout 30
        $line = 'Stop-OktellCall -Number '
        $offers = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}).CompletionMatches
        $offers.CompletionText | Should -Contain '911000'
    }
}
