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

Describe 'Get-OktellJournal' {
    It 'shows the login from memory, without what is secret in it' {
        $entries = @(Get-OktellJournal)
        $login = @($entries | Where-Object { $_.Name -eq 'login' -and [string] $_.Kind -eq 'Out' })[0]
        $login.Text | Should -Match 'ivanov'
        $login.Text | Should -Not -Match '5c90b96a75d4f9d5a1cfaa6f532afdc8'
        @(Get-OktellJournal -Last 3) | Should -HaveCount 3
        @(Get-OktellJournal -Name 'get*' | Where-Object { $_.Name -notlike 'get*' }) | Should -HaveCount 0
    }
}

Describe 'A recording' {
    It 'holds what was said while it ran' {
        $path = "$TestDrive/one.journal"
        $state = Start-OktellJournal -Path $path -PassThru
        $state.IsRecording | Should -BeTrue
        $null = Get-OktellUserState
        $ended = Stop-OktellJournal -PassThru
        $ended.Entries | Should -BeGreaterThan 1
        $entries = @(Get-OktellJournal -Path $path)
        $entries.Count | Should -Be $ended.Entries
        $entries.Name | Should -Contain 'getuserstate'
        (Get-OktellJournal -Path $path -Last 1).Time | Should -Be $entries[$entries.Count - 1].Time
    }

    It 'goes on in a journal with -Append and replaces it without' {
        $path = "$TestDrive/two.journal"
        Start-OktellJournal -Path $path
        $null = Get-OktellUserState
        Stop-OktellJournal
        $before = @(Get-OktellJournal -Path $path).Count
        Start-OktellJournal -Path $path -Append
        $null = Get-OktellUserState
        Stop-OktellJournal
        @(Get-OktellJournal -Path $path).Count | Should -BeGreaterThan $before
        Start-OktellJournal -Path $path
        Stop-OktellJournal
        @(Get-OktellJournal -Path $path) | Should -HaveCount 0
    }

    It 'is not begun with -WhatIf' {
        Start-OktellJournal -Path "$TestDrive/none.journal" -WhatIf
        "$TestDrive/none.journal" | Should -Not -Exist
    }

    It 'never overwrites another file' {
        [IO.File]::WriteAllText("$TestDrive/letter.txt", 'Dear Sir')
        { Start-OktellJournal -Path "$TestDrive/letter.txt" } | Should -Throw -ErrorId 'JournalUnusable,*'
        [IO.File]::ReadAllText("$TestDrive/letter.txt") | Should -Be 'Dear Sir'
    }

    It 'names the line that cannot be read and gives the others' {
        $path = "$TestDrive/cut.journal"
        Start-OktellJournal -Path $path
        $null = Get-OktellUserState
        Stop-OktellJournal
        $whole = @(Get-OktellJournal -Path $path).Count
        [IO.File]::AppendAllText($path, '{"time":"2026-')
        $entries = @(Get-OktellJournal -Path $path -ErrorVariable failures -ErrorAction SilentlyContinue)
        $entries | Should -HaveCount $whole
        $failures[0].FullyQualifiedErrorId | Should -Be 'JournalLineUnreadable,OktellConnect.Cmdlets.GetOktellJournal'
        [string] $failures[0] | Should -Match "line $($whole + 2)"
    }

    It 'reports a file that is not there' {
        { Get-OktellJournal -Path "$TestDrive/nothing.journal" -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
    }

    It 'is ended only where there is one' {
        Stop-OktellJournal -PassThru | Should -BeNullOrEmpty
    }
}
