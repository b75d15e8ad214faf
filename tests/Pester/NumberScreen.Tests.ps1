BeforeAll {
    Import-Module OktellConnect
    $simulator = Start-OktellSimulator -Port 0
    $ivanov = [pscredential]::new('ivanov', [Net.NetworkCredential]::new('', 'Secret123').SecurePassword)
    $petrov = [pscredential]::new('petrov', [Net.NetworkCredential]::new('', 'Пароль').SecurePassword)
    $his = Connect-OktellServer -Server $simulator.Uri -Credential $petrov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
    $mine = Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue

    # Petrov comes and goes in a runspace of his own while the command under test waits.
    function Start-Petrov {
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $runspace.Open()
        $powerShell = [powershell]::Create()
        $powerShell.Runspace = $runspace
        $null = $powerShell.AddScript('param($Connection) Import-Module OktellConnect; while ($true) { foreach ($state in "DoNotDisturb", "Ready") { Set-OktellUserState -State $state -Connection $Connection; [Threading.Thread]::Sleep(100) } }')
        $null = $powerShell.AddParameter('Connection', $his).BeginInvoke()
        $powerShell
    }

    function Stop-Petrov($powerShell) {
        $powerShell.Stop()
        $powerShell.Runspace.Dispose()
        $powerShell.Dispose()
    }
}

AfterAll {
    $his | Disconnect-OktellServer
    $mine | Disconnect-OktellServer
    Stop-OktellSimulator $simulator
}

Describe 'Watch-OktellNumber' {
    It 'writes a line for every change where there is no screen' {
        $person = Start-Petrov
        try {
            $lines = @(Watch-OktellNumber -Number 102 -Timeout 3)
        }
        finally {
            Stop-Petrov $person
        }
        $lines.Count | Should -BeGreaterThan 1
        $lines[0] | Should -BeOfType ([string])
        $lines[0] | Should -Match '^\d\d:\d\d:\d\d 102 Петров .*: (свободен → не беспокоить|не беспокоить → свободен)$'
        @($lines | Where-Object { $_ -match [char] 27 }) | Should -HaveCount 0
    }

    It 'gives the changes as objects' {
        $person = Start-Petrov
        try {
            $changes = @(Watch-OktellNumber -Number 10* -State DoNotDisturb -Timeout 3 -PassThru)
        }
        finally {
            Stop-Petrov $person
        }
        $changes.Count | Should -BeGreaterThan 1
        $changes[0].Number | Should -Be '102'
        [string] $changes[0].State | Should -Not -Be ([string] $changes[0].Previous)
    }

    It 'says nothing of numbers that are not watched' {
        $person = Start-Petrov
        try {
            @(Watch-OktellNumber -Number 103 -Timeout 1) | Should -HaveCount 0
        }
        finally {
            Stop-Petrov $person
        }
    }
}
