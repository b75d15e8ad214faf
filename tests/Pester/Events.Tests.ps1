BeforeAll {
    Import-Module OktellConnect
    $simulator = Start-OktellSimulator -Port 0
    $ivanov = [pscredential]::new('ivanov', [Net.NetworkCredential]::new('', 'Secret123').SecurePassword)
    $petrov = [pscredential]::new('petrov', [Net.NetworkCredential]::new('', 'Пароль').SecurePassword)
    $his = Connect-OktellServer -Server $simulator.Uri -Credential $petrov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
    $mine = Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
    $manager = [runspace]::DefaultRunspace.Events
    $http = [Net.Http.HttpClient]::new()
    $control = $simulator.Uri.ToString().Replace('ws://', 'http://').TrimEnd('/') + '/simulator/'

    function Send-Control([string] $path, [string] $json) {
        $reply = $http.PostAsync($control + $path, [Net.Http.StringContent]::new($json)).GetAwaiter().GetResult()
        if (-not $reply.IsSuccessStatusCode) { throw "$path $json $($reply.StatusCode)" }
    }

    # An endless command needs a runspace of its own.
    function Start-Watching([string] $script, $connection = $mine) {
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $runspace.Open()
        $powerShell = [powershell]::Create()
        $powerShell.Runspace = $runspace
        $null = $powerShell.AddScript("param(`$Connection) Import-Module OktellConnect; $script").AddParameter('Connection', $connection)
        $input = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $input.Complete()
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $method = @([powershell].GetMethods() | Where-Object { $_.Name -eq 'BeginInvoke' -and $_.IsGenericMethod -and $_.GetParameters().Count -eq 2 })[0].MakeGenericMethod([psobject], [psobject])
        @{ PowerShell = $powerShell; Output = $output; Wait = $method.Invoke($powerShell, @($input, $output)); Runspace = $runspace }
    }

    function Stop-Watching($watching) {
        $watching.PowerShell.Stop()
        $watching.PowerShell.Dispose()
        $watching.Runspace.Dispose()
    }

    # A name for what is waited for, a deadline, and no fixed time.
    function Wait-Until([string] $what, [scriptblock] $condition) {
        $deadline = [datetime]::UtcNow.AddSeconds(30)
        while (-not (& $condition)) {
            if ([datetime]::UtcNow -gt $deadline) { throw "Not so within 30 seconds: $what" }
            [Threading.Thread]::Sleep(20)
        }
    }
}

AfterAll {
    $http.Dispose()
    $his | Disconnect-OktellServer
    $mine | Disconnect-OktellServer
    Stop-OktellSimulator $simulator
}

Describe 'Watch-OktellEvent' {
    It 'streams a call with its states' {
        $null = Start-OktellCall -Number 914000
        $events = @(Watch-OktellEvent -Type Call -First 3 -Timeout 60)
        ($events | ForEach-Object { [string] $_.Call.State }) -join ' ' | Should -Be 'Call Talk Ready'
        [string] $events[0].Type | Should -Be 'Call'
    }

    It 'ends without an error when the time is over' {
        $events = @(Watch-OktellEvent -Type Message -Timeout 0.3 -ErrorVariable failures)
        $events | Should -HaveCount 0
        $failures.Count | Should -Be 0
    }

    It 'shows states of the numbers it was asked for only' {
        $watching = Start-Watching 'Watch-OktellEvent -Type NumberState, UserState -Number 10* -First 2 -Connection $Connection'
        try {
            Wait-Until 'petrov comes and goes' {
                Set-OktellUserState -State DoNotDisturb -Connection $his
                Set-OktellUserState -State Ready -Connection $his
                $watching.Wait.IsCompleted
            }
            $watching.Output | Should -HaveCount 2
            $watching.Output[0].Number | Should -Be '102'
        }
        finally {
            Stop-Watching $watching
        }
    }

    It 'ends at once when it is stopped while nothing comes' {
        $watching = Start-Watching 'Watch-OktellEvent -Type UserState -Connection $Connection'
        Wait-Until 'it listens' {
            Set-OktellUserState -State DoNotDisturb -Connection $mine
            Set-OktellUserState -State Ready -Connection $mine
            $watching.Output.Count -gt 0
        }
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Stop-Watching $watching
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
    }

    It 'says what a reader that is too slow has lost, once per episode' {
        $watching = Start-Watching 'Watch-OktellEvent -Type NumberState -Buffer 50 -Connection $Connection | ForEach-Object { if ($_.Number -ne "stop") { $_ }; [Threading.Thread]::Sleep(5) }'
        try {
            Wait-Until 'events are lost' {
                Send-Control 'burst' '{"event":"pbxnumberstatechanged","count":2000}'
                @($watching.Output.ReadAll() | Where-Object { [string] $_.Type -eq 'Loss' }).Count -gt 0
            }
            $watching.PowerShell.Streams.Warning.Count | Should -BeGreaterThan 0
            [string] $watching.PowerShell.Streams.Warning[0] | Should -Match 'faster than they are taken'
        }
        finally {
            Stop-Watching $watching
        }
    }

    It 'loses nothing of a burst that its buffer holds' {
        $reply = $http.PostAsync($control + 'burst', [Net.Http.StringContent]::new('{"event":"pbxnumberstatechanged","count":9000}'))
        $events = @(Watch-OktellEvent -Type NumberState -First 8000 -Timeout 60)
        $null = $reply.GetAwaiter().GetResult()
        @($events | Where-Object { [string] $_.Type -eq 'Loss' }) | Should -HaveCount 0
        $events | Should -HaveCount 8000
    }

    It 'finds the known pushes of the server by wildcard and refuses what none fits' {
        $null = Start-OktellCall -Number 914000
        $push = Watch-OktellEvent -Type Server -Name 'phoneevent_*' -First 1 -Timeout 60
        $push.Name | Should -Match '^phoneevent_'
        $push.Parameters.userlogin | Should -Be 'ivanov'
        $null = Wait-OktellCall -State Ready -Timeout 60
        { Watch-OktellEvent -Type Server -Name 'zz*' -Timeout 1 } | Should -Throw -ErrorId 'EventNameUnknown,*'
    }

    It 'ends with the connection, after saying so' {
        $short = Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        $watching = Start-Watching 'Watch-OktellEvent -Type Connection, UserState -Connection $Connection' $short
        try {
            Wait-Until 'it listens' {
                Set-OktellUserState -State DoNotDisturb -Connection $mine
                Set-OktellUserState -State Ready -Connection $mine
                $watching.Output.Count -gt 0
            }
            $short | Disconnect-OktellServer
            Wait-Until 'the command ends' { $watching.Wait.IsCompleted }
            $last = $watching.Output[$watching.Output.Count - 1]
            [string] $last.State | Should -Be 'Closed'
            $watching.PowerShell.Streams.Error.Count | Should -Be 0
        }
        finally {
            Stop-Watching $watching
            Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -WarningAction SilentlyContinue
        }
    }

    It 'needs a connection that is alive' {
        $closed = Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        $closed | Disconnect-OktellServer
        Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -WarningAction SilentlyContinue
        { Watch-OktellEvent -Connection $closed -Timeout 1 } | Should -Throw -ErrorId 'ConnectionClosed,*'
    }
}

Describe 'Register-OktellEvent' {
    It 'runs an action for each event, in order, with what belongs to it' {
        $global:seen = [Collections.Generic.List[object]]::new()
        $job = Register-OktellEvent -Type UserState -SourceIdentifier mine -MessageData 'shift' -Connection $mine -Action {
            $global:seen.Add("$($Event.MessageData) $($EventArgs.Type) $($EventArgs.Event.State.State) $($Sender.GetType().Name)")
        }
        try {
            $job.Name | Should -Be 'mine'
            foreach ($round in 1..20) {
                Set-OktellUserState -State DoNotDisturb -Connection $mine
                Set-OktellUserState -State Ready -Connection $mine
            }
            Wait-Until 'all actions have run' { $global:seen.Count -eq 40 }
            $global:seen[0] | Should -Be 'shift UserState DoNotDisturb OktellEventSource'
            $expected = (1..20 | ForEach-Object { 'DoNotDisturb'; 'Ready' }) -join ' '
            ($global:seen | ForEach-Object { $_.Split(' ')[2] }) -join ' ' | Should -Be $expected
        }
        finally {
            @($manager.GetEventSubscribers('mine')) | ForEach-Object { $manager.UnsubscribeEvent($_) }
        }
    }

    It 'lets go of the connection when the subscription ends' {
        $null = Register-OktellEvent -Type UserState -SourceIdentifier short -Connection $mine -Action { }
        $subscriber = @($manager.GetEventSubscribers('short'))[0]
        $subscriber.SourceObject.EndReason | Should -BeNullOrEmpty
        $manager.UnsubscribeEvent($subscriber)
        Wait-Until 'the source has ended' { $subscriber.SourceObject.EndReason }
        Wait-Until 'nothing is left behind' { $manager.Subscribers.Count -eq 0 }
    }

    It 'keeps events for later without an action' {
        Register-OktellEvent -Type UserState -SourceIdentifier later -Connection $mine
        try {
            Set-OktellUserState -State DoNotDisturb -Connection $mine
            Set-OktellUserState -State Ready -Connection $mine
            Wait-Until 'both events wait' { $manager.ReceivedEvents.Count -eq 2 }
            [string] $manager.ReceivedEvents[0].SourceEventArgs.Event.State.State | Should -Be 'DoNotDisturb'
        }
        finally {
            @($manager.GetEventSubscribers('later')) | ForEach-Object { $manager.UnsubscribeEvent($_) }
        }
    }

    It 'ends by itself after the events it was asked for' {
        $global:count = 0
        $null = Register-OktellEvent -Type UserState -SourceIdentifier once -MaxTriggerCount 1 -Connection $mine -Action { $global:count++ }
        Set-OktellUserState -State DoNotDisturb -Connection $mine
        Set-OktellUserState -State Ready -Connection $mine
        Wait-Until 'the subscription has ended' { @($manager.GetEventSubscribers('once')).Count -eq 0 }
        $global:count | Should -Be 1
    }

    It 'falls silent when the connection ends and says why' {
        $short = Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        $null = Register-OktellEvent -SourceIdentifier gone -Connection $short -Action { }
        $subscriber = @($manager.GetEventSubscribers('gone'))[0]
        $short | Disconnect-OktellServer
        Wait-Until 'the source has ended' { $subscriber.SourceObject.EndReason }
        $manager.UnsubscribeEvent($subscriber)
        Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -WarningAction SilentlyContinue
    }

    It 'refuses a name that is taken, and an action that would be forwarded' {
        $null = Register-OktellEvent -Type Call -SourceIdentifier taken -Connection $mine -Action { }
        try {
            { Register-OktellEvent -Type Call -SourceIdentifier taken -Connection $mine } | Should -Throw -ErrorId 'EventSubscriberExists,*'
            { Register-OktellEvent -Type Call -Forward -Connection $mine -Action { } } | Should -Throw -ErrorId 'EventForwardWithAction,*'
        }
        finally {
            @($manager.GetEventSubscribers('taken')) | ForEach-Object { $manager.UnsubscribeEvent($_) }
        }
    }
}

Describe 'Send-OktellEvent' {
    It 'reaches other users with what was sent' {
        $watching = Start-Watching 'Watch-OktellEvent -Type Custom -Name "заказ*" -First 1 -Connection $Connection'
        try {
            Wait-Until 'the event has come' {
                Send-OktellEvent -Name 'заказ.открыт' -Parameter @{ номер = 17; строки = @('а', 'б') } -To 101 -Connection $his
                $watching.Wait.AsyncWaitHandle.WaitOne(200)
            }
            $watching.Output[0].Name | Should -Be 'заказ.открыт'
            $watching.Output[0].Parameter.номер | Should -Be 17
            $watching.Output[0].Parameter.строки -join '' | Should -Be 'аб'
        }
        finally {
            Stop-Watching $watching
        }
    }

    It 'sends nothing with -WhatIf and nothing to nobody' {
        Send-OktellEvent -Name x -WhatIf -Connection $mine
        { Send-OktellEvent -Name x -To 'nobody at all' -Connection $mine } | Should -Throw -ErrorId 'UserNotFound,*'
    }
}

Describe 'Completion of events' {
    It 'offers kinds and names' {
        $line = 'Watch-OktellEvent -Type N'
        [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}).CompletionMatches.CompletionText | Should -Contain 'NumberState'
        $line = 'Watch-OktellEvent -Type Server -Name phone'
        [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}).CompletionMatches.CompletionText | Should -Contain "'phoneevent_ringstarted'"
    }
}
