BeforeAll {
    Import-Module OktellConnect
    $simulator = Start-OktellSimulator -Port 0
    $password = [Net.NetworkCredential]::new('', 'Secret123').SecurePassword
    Connect-OktellServer -Server $simulator.Uri -Credential ([pscredential]::new('ivanov', $password)) -AllowUnencrypted -WarningAction SilentlyContinue
    $today = [datetime]::Today
    $week = @{ From = $today.AddDays(-7); To = $today }

    function Read-Lines([string] $Path) {
        [IO.File]::ReadAllLines($Path)
    }
}

AfterAll {
    Disconnect-OktellInfobase -ErrorAction SilentlyContinue
    Disconnect-OktellServer
    Stop-OktellSimulator $simulator
}

Describe 'Listing call records' {
    It 'gives the calls of a period in order of their start' {
        $records = @(Get-OktellCallRecord @week)
        $records.Count | Should -BeGreaterThan 100
        $records[0] | Should -BeOfType 'OktellConnect.Statistics.CallRecord'
        for ($index = 1; $index -lt $records.Count; $index++) {
            ($records[$index - 1].Started -le $records[$index].Started) | Should -BeTrue
        }
        @($records | Where-Object { $_.Started -lt $week.From -or $_.Started -ge $week.To }).Count | Should -Be 0
    }

    It 'gives the same from the journal as from the stored procedure' {
        $journal = @(Get-OktellCallRecord @week -Source Journal)
        $procedure = @(Get-OktellCallRecord @week -Source Procedure)
        $journal.Count | Should -Be $procedure.Count
        for ($index = 0; $index -lt $journal.Count; $index++) {
            $journal[$index].Equals($procedure[$index]) | Should -BeTrue
        }
    }

    It 'gives each leg once' {
        $ids = [Collections.Generic.HashSet[string]]::new()
        Get-OktellCallRecord @week -Source Journal | ForEach-Object { $ids.Add($_.Id) | Should -BeTrue }
        $ids.Count | Should -BeGreaterThan 0
    }

    It 'takes today where no period is given, and shows a call that has just ended' {
        $before = @(Get-OktellCallRecord).Count
        [void] (Start-OktellCall -Number 914000)
        [void] (Wait-OktellCall -State Ready -Timeout 20)
        $calls = @(Get-OktellCallRecord)
        $calls.Count | Should -Be ($before + 1)
        $calls[-1].To.Number | Should -Be '914000'
        $calls[-1].Direction | Should -Be 'Outgoing'
        $calls[-1].IsAnswered | Should -BeTrue
    }

    It 'chooses by direction' {
        $records = @(Get-OktellCallRecord @week -Direction Outgoing)
        $records.Count | Should -BeGreaterThan 0
        @($records | Where-Object { $_.Direction -ne 'Outgoing' }).Count | Should -Be 0
    }

    It 'divides into missed and answered without a rest once all calls have ended' {
        $missed = @(Get-OktellCallRecord @week -Missed)
        $answered = @(Get-OktellCallRecord @week -Missed:$false)
        $missed.Count | Should -BeGreaterThan 0
        @($missed | Where-Object { $_.IsAnswered }).Count | Should -Be 0
        ($missed.Count + $answered.Count) | Should -Be @(Get-OktellCallRecord @week).Count
    }

    It 'divides into recorded and not recorded' {
        $recorded = @(Get-OktellCallRecord @week -Recorded)
        $recorded.Count | Should -BeGreaterThan 0
        @($recorded | Where-Object { -not $_.RecordLink.StartsWith('/') }).Count | Should -Be 0
        ($recorded.Count + @(Get-OktellCallRecord @week -Recorded:$false).Count) | Should -Be @(Get-OktellCallRecord @week).Count
    }

    It 'finds a number however it is written' {
        $number = @(Get-OktellCallRecord @week -Direction Incoming)[0].From.Number
        $found = @(Get-OktellCallRecord @week -Number $number)
        $found.Count | Should -BeGreaterThan 0
        $spelling = '8 ({0}) {1}' -f $number.Substring(2, 3), $number.Substring(5)
        @(Get-OktellCallRecord @week -Number $spelling).Count | Should -Be $found.Count
    }

    It 'finds the calls of a user given by number, name or from the pipeline' {
        $user = Get-OktellUser -Identity 102
        $byNumber = @(Get-OktellCallRecord -Identity 102 @week)
        $byNumber.Count | Should -BeGreaterThan 0
        @($byNumber | Where-Object { $_.From.UserId -ne $user.Id -and $_.To.UserId -ne $user.Id }).Count | Should -Be 0
        @(Get-OktellCallRecord -Identity $user.Name @week).Count | Should -Be $byNumber.Count
        @($user | Get-OktellCallRecord @week).Count | Should -Be $byNumber.Count
    }

    It 'says that a user is unknown and gives nobody else''s calls' {
        $records = @(Get-OktellCallRecord -Identity 'nobody' @week -ErrorAction SilentlyContinue -ErrorVariable failures)
        $records.Count | Should -Be 0
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'UserNotFound,*'
    }

    It 'refuses a period that ends before it starts' {
        { Get-OktellCallRecord -From $today -To $today.AddDays(-1) } | Should -Throw -ErrorId 'CallPeriodInvalid,*'
    }

    It 'ends with an error where the journal cannot prove that nothing is older' {
        $records = [Collections.Generic.List[object]]::new()
        { Get-OktellCallRecord -From $today.AddDays(-300) -Source Journal | ForEach-Object { $records.Add($_) } } | Should -Throw -ErrorId 'CallJournalUnproven,*'
        $records.Count | Should -BeGreaterThan 1000
    }

    It 'accepts that as a warning where it is told to' {
        $records = @(Get-OktellCallRecord -From $today.AddDays(-300) -Source Journal -AllowUnproven -WarningAction SilentlyContinue -WarningVariable warnings)
        $records.Count | Should -BeGreaterThan 1000
        $warnings.Count | Should -Be 1
        "$($warnings[0])" | Should -BeLike '*cannot be proven complete*'
    }
}

Describe 'Exporting statistics' {
    It 'writes a row for every record, with Russian headers and a byte order mark' {
        $path = [IO.Path]::Combine($TestDrive, 'week.csv')
        $summary = Export-OktellStatistics @week -Path $path -PassThru
        $summary.Path | Should -Be $path
        $summary.Count | Should -Be @(Get-OktellCallRecord @week).Count
        $summary.Calls | Should -BeGreaterThan 0
        $summary.Calls | Should -BeLessThan $summary.Count

        $lines = Read-Lines $path
        $lines.Count | Should -Be ($summary.Count + 1)
        $lines[0] | Should -BeLike 'Начало;Ответ;Окончание;Направление;Номер А;Абонент А;*'
        [IO.File]::ReadAllBytes($path)[0..2] -join ' ' | Should -Be '239 187 191'
    }

    It 'writes JSON lines without a byte order mark' {
        $path = [IO.Path]::Combine($TestDrive, 'week.jsonl')
        $summary = Export-OktellStatistics @week -Path $path -Format Json -PassThru
        $lines = Read-Lines $path
        $lines.Count | Should -Be $summary.Count
        $lines[0] | Should -Match '^\{"id":"[0-9a-f-]{36}",.*\}$'
    }

    It 'says nothing without -PassThru and leaves no temporary file' {
        $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine($TestDrive, 'quiet')).FullName
        Export-OktellStatistics @week -Path ([IO.Path]::Combine($folder, 'week.csv')) | Should -BeNullOrEmpty
        @([IO.Directory]::GetFileSystemEntries($folder)).Count | Should -Be 1
    }

    It 'writes nothing with -WhatIf' {
        $path = [IO.Path]::Combine($TestDrive, 'whatif.csv')
        Export-OktellStatistics @week -Path $path -WhatIf
        $path | Should -Not -Exist
    }

    It 'takes a relative path from the current location' {
        $paths = $ExecutionContext.SessionState.Path
        $paths.PushCurrentLocation('statistics')
        [void] $paths.SetLocation($TestDrive)
        try {
            (Export-OktellStatistics @week -Path 'relative.csv' -PassThru).Path | Should -Be ([IO.Path]::Combine($TestDrive, 'relative.csv'))
        }
        finally {
            [void] $paths.PopLocation('statistics')
        }
    }

    It 'replaces a file unless -NoClobber is given' {
        $path = [IO.Path]::Combine($TestDrive, 'there.csv')
        [IO.File]::WriteAllText($path, 'yesterday')
        { Export-OktellStatistics @week -Path $path -NoClobber } | Should -Throw -ErrorId 'ExportFileExists,*'
        [IO.File]::ReadAllText($path) | Should -Be 'yesterday'
        Export-OktellStatistics @week -Path $path
        (Read-Lines $path)[0] | Should -BeLike 'Начало;*'
    }

    It 'leaves the previous file where the list cannot be proven complete' {
        $path = [IO.Path]::Combine($TestDrive, 'unproven.csv')
        [IO.File]::WriteAllText($path, 'yesterday')
        { Export-OktellStatistics -From $today.AddDays(-300) -Source Journal -Path $path } | Should -Throw -ErrorId 'CallJournalUnproven,*'
        [IO.File]::ReadAllText($path) | Should -Be 'yesterday'
    }

    It 'refuses a folder, and options of CSV for JSON' {
        { Export-OktellStatistics @week -Path $TestDrive } | Should -Throw -ErrorId 'PathNotFile,*'
        { Export-OktellStatistics @week -Path ([IO.Path]::Combine($TestDrive, 'x.jsonl')) -Format Json -Separator ',' } | Should -Throw -ErrorId 'ExportOptionNotForFormat,*'
    }
}

Describe 'Customers in statistics' {
    BeforeAll {
        $incoming = @(Get-OktellCallRecord @week -Direction Incoming)[0]
        $outgoing = @(Get-OktellCallRecord @week -Direction Outgoing)[0]
        Connect-OktellInfobase -Path ([IO.Path]::Combine($TestDrive, 'infobase.db'))
        [void] @(Initialize-OktellInfobase)
        Set-OktellNumberMap -Number $incoming.From.Number -Text 'Ромашка; ООО'
        Set-OktellNumberMap -Number $outgoing.To.Number -Text '=Вектор'
    }

    AfterAll {
        Disconnect-OktellInfobase
    }

    It 'names the customer of an incoming call on side A and of an outgoing one on side B' {
        $records = @(Get-OktellCallRecord @week)
        @($records | Where-Object { $_.Id -eq $incoming.Id })[0].CustomerName | Should -Be 'Ромашка; ООО'
        @($records | Where-Object { $_.Id -eq $outgoing.Id })[0].CustomerName | Should -Be '=Вектор'
        @($records | Where-Object { $_.Direction -eq 'Internal' -and $_.CustomerName }).Count | Should -Be 0
    }

    It 'writes the names into the export and counts them' {
        $path = [IO.Path]::Combine($TestDrive, 'named.csv')
        $summary = Export-OktellStatistics @week -Path $path -PassThru
        $summary.Named | Should -Be @(Get-OktellCallRecord @week | Where-Object { $_.CustomerName }).Count
        $summary.Named | Should -BeGreaterThan 1
        $rows = Read-Lines $path
        @($rows | Where-Object { $_ -like "*;Входящий;$($incoming.From.Number);`"Ромашка; ООО`";*" }).Count | Should -BeGreaterThan 0
        @($rows | Where-Object { $_ -like "*;Исходящий;*;$($outgoing.To.Number);'=Вектор;*" }).Count | Should -BeGreaterThan 0
    }

    It 'lets the next command of a pipeline use the same infobase' {
        $found = @(Get-OktellCallRecord @week -Number $incoming.From.Number | ForEach-Object { Find-OktellNumberMap -Number $incoming.From.Number })
        $found.Count | Should -BeGreaterThan 0
        @($found | Where-Object { $_.ObjectName -ne 'Ромашка; ООО' }).Count | Should -Be 0
    }
}
