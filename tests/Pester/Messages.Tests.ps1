BeforeAll {
    Import-Module OktellConnect

    # Of its own: TestDrive exists inside a Describe only.
    $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine([IO.Path]::GetTempPath(), "oktell-$([guid]::NewGuid())")).FullName


    function New-Login([string] $Login, [string] $Password) {
        [pscredential]::new($Login, [Net.NetworkCredential]::new('', $Password).SecurePassword)
    }

    function Wait-Message($Connection, [int] $Count) {
        $limit = [Diagnostics.Stopwatch]::StartNew()
        while (@(Get-OktellMessage -Connection $Connection).Count -lt $Count) {
            if ($limit.Elapsed.TotalSeconds -gt 20) { throw "There are not $Count messages within 20 s." }
        }
        Get-OktellMessage -Connection $Connection
    }

    # The same people as in the sample, with the server's history and a user who may not write.
    $seed = "$folder/messages.json"
    [IO.File]::WriteAllText($seed, '{ "outsideLine": "+74950000000", "procedures": [ "oktellconnect_messages" ], "users": [
        { "id": "c1c1aeb0-5dd9-5382-aaea-0caab12f3fe8", "login": "ivanov", "password": "Secret123", "name": "Иванов Иван", "number": "101" },
        { "id": "f079f514-1072-5107-86ed-8e077e4cc0e1", "login": "petrov", "password": "Пароль", "name": "Петров Пётр", "number": "102" },
        { "id": "082bb45a-ed84-57ed-af51-2121ec0c9bb6", "login": "mute", "password": "Secret123", "name": "Немой", "number": "103", "sendsMessages": false } ] }')
    $simulator = Start-OktellSimulator -Port 0 -NoHistory
    $withHistory = Start-OktellSimulator -Port 0 -NoHistory -Seed $seed
    $history = "$folder/history.jsonl"
    $petrov = Connect-OktellServer $simulator.Uri -Credential (New-Login petrov 'Пароль') -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
    $ivanov = Connect-OktellServer $simulator.Uri -Credential (New-Login ivanov 'Secret123') -AllowUnencrypted -PassThru -WarningAction SilentlyContinue -Option (New-OktellConnectionOption -MessageHistoryPath $history)
}

AfterAll {
    $ivanov, $petrov | Disconnect-OktellServer
    Disconnect-OktellServer
    Stop-OktellSimulator $simulator
    Stop-OktellSimulator $withHistory
    [IO.Directory]::Delete($folder, $true)
}

Describe 'Send-OktellMessage' {
    It 'reaches a user by number, with Cyrillic, emoji and line breaks' {
        $text = "Привет, ё! $([char]::ConvertFromUtf32(0x1F600))`nвторая строка"
        $sent = Send-OktellMessage -To 102 -Text $text -PassThru
        $sent.ToLogin | Should -Be 'petrov'
        $got = @(Wait-Message $petrov 1)[0]
        $got.Text | Should -BeExactly $text
        $got.IsIncoming | Should -BeTrue
        $got.FromName | Should -Match 'Иванов'
        $got.Id | Should -Be $sent.Id
    }

    It 'answers a message from the pipeline' {
        @(Get-OktellMessage -Connection $petrov)[-1] | Send-OktellMessage -Text 'Ответ' -Connection $petrov
        $answer = @(Wait-Message $ivanov 2)[-1]
        $answer.Text | Should -Be 'Ответ'
        $answer.FromLogin | Should -Be 'petrov'
    }

    It 'takes rows with a recipient and a text' {
        $sent = [pscustomobject]@{ To = 'petrov'; Text = 'первый' }, [pscustomobject]@{ To = '103'; Text = 'второй' } | Send-OktellMessage -PassThru
        $sent.Text | Should -Be @('первый', 'второй')
    }

    It 'sends to nobody when one of several is unknown, and goes on with the next' {
        $sent = @(Send-OktellMessage -To 102, 'nobody at all' -Text 'x' -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue)
        $sent | Should -HaveCount 0
        $failures[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,OktellConnect.Cmdlets.SendOktellMessage'
        $sent = @('nobody at all', '102' | Send-OktellMessage -Text 'y' -PassThru -ErrorAction SilentlyContinue)
        $sent.ToLogin | Should -Be 'petrov'
    }

    It 'refuses <Name>' -TestCases @(
        @{ Name = 'an empty text'; Text = ''; Id = 'MessageEmpty' }
        @{ Name = 'blanks'; Text = "  `t"; Id = 'MessageEmpty' }
        @{ Name = 'a text of a megabyte'; Text = ('я' * 1048576); Id = 'MessageTextTooLong' }
    ) {
        Send-OktellMessage -To 102 -Text $Text -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -Be "$Id,OktellConnect.Cmdlets.SendOktellMessage"
    }

    It 'sends nothing with -WhatIf' {
        Send-OktellMessage -To 102 -Text 'not this' -WhatIf -PassThru | Should -BeNullOrEmpty
        (Get-OktellMessage).Text | Should -Not -Contain 'not this'
    }

    It 'tells the server''s reason where the right is missing' {
        $mute = Connect-OktellServer $withHistory.Uri -Credential (New-Login mute 'Secret123') -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        try {
            Send-OktellMessage -To petrov -Text 'x' -Connection $mute -ErrorVariable failures -ErrorAction SilentlyContinue
            $failures[0].FullyQualifiedErrorId | Should -Be 'MessageRefused,OktellConnect.Cmdlets.SendOktellMessage'
            [string] $failures[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        }
        finally {
            $mute | Disconnect-OktellServer
        }
    }

    It 'sends once and says that the outcome is unknown when the reply is lost' {
        $request = [Net.Http.HttpClient]::new()
        $base = ([string] $simulator.Uri).Replace('ws:', 'http:').TrimEnd('/')
        $option = New-OktellConnectionOption -RequestTimeout 1
        $sidorov = Connect-OktellServer $simulator.Uri -Credential (New-Login sidorov 'Secret123') -AllowUnencrypted -PassThru -WarningAction SilentlyContinue -Option $option
        try {
            $null = $request.PostAsync("$base/simulator/fault", [Net.Http.StringContent]::new('{"drop":1,"method":"sendusertextmessage"}')).GetAwaiter().GetResult()
            $before = @(Get-OktellMessage -Connection $petrov).Count
            Send-OktellMessage -To petrov -Text 'один раз' -Connection $sidorov -ErrorVariable failures -ErrorAction SilentlyContinue
            $failures[0].FullyQualifiedErrorId | Should -Be 'RequestTimeout,OktellConnect.Cmdlets.SendOktellMessage'
            [string] $failures[0] | Should -Match 'unknown'
            $failures[0].Exception.IsOutcomeUnknown | Should -BeTrue
            @(Wait-Message $petrov ($before + 1) | Where-Object { $_.Text -eq 'один раз' }) | Should -HaveCount 1
        }
        finally {
            $sidorov | Disconnect-OktellServer
            $request.Dispose()
        }
    }
}

Describe 'Get-OktellMessage' {
    It 'filters by partner and period' {
        (Get-OktellMessage -With petrov -Connection $ivanov).ToLogin | Where-Object { $_ } | Should -Contain 'petrov'
        Get-OktellMessage -From ([datetime]::Today.AddDays(1)) -Connection $ivanov | Should -BeNullOrEmpty
        { Get-OktellMessage -From ([datetime]::Today) -To ([datetime]::Today.AddDays(-1)) -Connection $ivanov } | Should -Throw -ErrorId 'CallPeriodInvalid,*'
    }

    It 'reports a partner who is nobody and goes on' {
        $found = @('nobody at all', 'petrov' | Get-OktellMessage -Connection $ivanov -ErrorVariable failures -ErrorAction SilentlyContinue)
        $found.Count | Should -BeGreaterThan 0
        $failures[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,OktellConnect.Cmdlets.GetOktellMessage'
    }

    It 'knows from the file what an earlier connection sent' {
        $again = Connect-OktellServer $simulator.Uri -Credential (New-Login ivanov 'Secret123') -AllowUnencrypted -PassThru -WarningAction SilentlyContinue -Option (New-OktellConnectionOption -MessageHistoryPath $history)
        try {
            (Get-OktellMessage -Connection $again).Text | Should -Contain 'первый'
        }
        finally {
            $again | Disconnect-OktellServer
        }
    }

    It 'merges the server''s history where the procedure is there, each message once' {
        $first = Connect-OktellServer $withHistory.Uri -Credential (New-Login ivanov 'Secret123') -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        $first | ForEach-Object { Send-OktellMessage -To petrov -Text 'раньше' -Connection $_ }
        $first | Disconnect-OktellServer
        $second = Connect-OktellServer $withHistory.Uri -Credential (New-Login ivanov 'Secret123') -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        try {
            Send-OktellMessage -To petrov -Text 'сейчас' -Connection $second
            $all = @(Get-OktellMessage -With petrov -Connection $second)
            $all.Text | Should -Be @('раньше', 'сейчас')
            $all[0].ToName | Should -Be 'Петров Пётр'
        }
        finally {
            $second | Disconnect-OktellServer
        }
    }

    It 'refuses a file that holds something else' {
        [IO.File]::WriteAllText("$folder/letter.txt", 'Dear')
        { Connect-OktellServer $simulator.Uri -Credential (New-Login ivanov 'Secret123') -AllowUnencrypted -WarningAction SilentlyContinue -Option (New-OktellConnectionOption -MessageHistoryPath "$folder/letter.txt") } |
            Should -Throw -ErrorId 'MessageHistoryUnusable,*'
    }
}
