BeforeAll {
    Import-Module OktellConnect

    # The control interface of a simulator, by plain .NET.
    function Send-Control($Simulator, [string] $What, [string] $Json) {
        $client = [System.Net.WebClient]::new()
        try { $client.UploadString("http://127.0.0.1:$($Simulator.Port)/simulator/$What", $Json) } finally { $client.Dispose() }
    }

    function Get-State($Simulator) {
        $client = [System.Net.WebClient]::new()
        try { $client.DownloadString("http://127.0.0.1:$($Simulator.Port)/simulator/state") } finally { $client.Dispose() }
    }

    function Test-Runs([int] $ProcessId) {
        try { -not [System.Diagnostics.Process]::GetProcessById($ProcessId).HasExited } catch { $false }
    }

    function Invoke-WithEnvironment([hashtable] $Variables, [scriptblock] $Script) {
        $before = @{}
        foreach ($name in $Variables.Keys) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $Variables[$name])
        }
        try { & $Script } finally {
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
        }
    }
}

Describe 'Start-OktellSimulator' {
    AfterEach {
        if ($simulator) { $simulator | Stop-OktellSimulator }
        $simulator = $null
    }

    It 'returns where the simulator listens, and nothing secret' {
        $simulator = Start-OktellSimulator
        $simulator.Uri.Scheme | Should -Be 'ws'
        $simulator.Uri.Host | Should -Be '127.0.0.1'
        $simulator.Port | Should -BeGreaterThan 0
        $simulator.IsRunning | Should -BeTrue
        Test-Runs $simulator.ProcessId | Should -BeTrue
        $simulator.PSObject.Properties.Name | Should -Not -Contain 'Password'
        Get-State $simulator | Should -Match '"login":"ivanov"'
    }

    It 'serves TLS with a certificate whose thumbprint it tells' {
        $simulator = Start-OktellSimulator -Tls -NoHistory
        $simulator.Uri.Scheme | Should -Be 'wss'
        $simulator.CertificateThumbprint | Should -Match '^[0-9A-F]{40}$'
    }

    It 'serves a web folder on the same port' {
        $null = [System.IO.Directory]::CreateDirectory("$TestDrive/www")
        [System.IO.File]::WriteAllText("$TestDrive/www/index.html", '<h1>Panel</h1>')
        $simulator = Start-OktellSimulator -WebFolder "$TestDrive/www" -NoHistory
        $client = [System.Net.WebClient]::new()
        try { $client.DownloadString("http://127.0.0.1:$($simulator.Port)/") | Should -Be '<h1>Panel</h1>' } finally { $client.Dispose() }
    }

    It 'says which web folder is missing' {
        $failure = $null
        try { Start-OktellSimulator -WebFolder "$TestDrive/none" -ErrorAction Stop } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SimulatorStartFailed,*'
        $failure.Exception.Message | Should -BeLike '*none*'
    }

    It 'takes a seed by a path relative to the current location' {
        [System.IO.File]::WriteAllText("$TestDrive/own seed.json", '{ "outsideLine": "+74950000000", "users": [ { "id": "3357f4d2-b37c-4809-9a1a-e4d64808de1b", "login": "solo", "password": "x", "name": "Solo", "number": "11" } ] }')
        $location = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation
        $null = $ExecutionContext.SessionState.Path.SetLocation($TestDrive)
        try { $simulator = Start-OktellSimulator -Seed './own seed.json' -NoHistory } finally { $null = $ExecutionContext.SessionState.Path.SetLocation($location.Path) }
        Get-State $simulator | Should -Match '"login":"solo"'
        Get-State $simulator | Should -Not -Match '"login":"ivanov"'
    }

    It 'rings and talks as fast as it is told' {
        $simulator = Start-OktellSimulator -Speed 1000 -NoHistory
        Send-Control $simulator call '{"from":"+79161234567","to":"101"}' | Should -Match '"result":1'
        $limit = [System.Diagnostics.Stopwatch]::StartNew()
        while ((Get-State $simulator) -notmatch '"answered":true') {
            $limit.Elapsed.TotalSeconds | Should -BeLessThan 20
        }
        Send-Control $simulator hangup '{"user":"ivanov"}' | Should -Match '"result":1'
        Get-State $simulator | Should -Match '"calls":\[\]'
    }

    It 'starts nothing with -WhatIf' {
        Start-OktellSimulator -WhatIf | Should -BeNullOrEmpty
    }

    It 'says which seed file is missing' {
        { Start-OktellSimulator -Seed "$TestDrive/none.json" -ErrorAction Stop } | Should -Throw -ErrorId 'SimulatorSeedInvalid,*'
    }

    It 'names line and column of a seed that is no seed: <Text>' -TestCases @(
        @{ Text = '{ "users": [ oops ] }'; Expected = '*line 1*' }
        @{ Text = '{ "outsideLine": "+7", "users": [] }'; Expected = '*no users*' }
        @{ Text = ''; Expected = '*line 1*' }
    ) {
        [System.IO.File]::WriteAllText("$TestDrive/bad.json", $Text)
        $failure = $null
        try { Start-OktellSimulator -Seed "$TestDrive/bad.json" -ErrorAction Stop } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SimulatorSeedInvalid,*'
        $failure.Exception.Message | Should -BeLike $Expected
        $failure.Exception.Message | Should -BeLike '*bad.json*'
    }

    It 'says that a port is taken' {
        $simulator = Start-OktellSimulator -NoHistory
        $failure = $null
        try { Start-OktellSimulator -Port $simulator.Port -ErrorAction Stop } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SimulatorStartFailed,*'
        $failure.Exception.Message | Should -BeLike "*$($simulator.Port)*"
    }

    It 'says what to install when there is no dotnet' {
        Invoke-WithEnvironment @{ PATH = $TestDrive; DOTNET_ROOT = $null } {
            { Start-OktellSimulator -ErrorAction Stop } | Should -Throw -ErrorId 'SimulatorRuntimeMissing,*'
        }
    }

    It 'says what to install when the ASP.NET Core runtime is missing' -Skip:($env:OS -eq 'Windows_NT') {
        # What the host of dotnet does then: a text on standard error and exit code 0x96.
        [System.IO.File]::WriteAllText("$TestDrive/dotnet", "#!/bin/sh`necho 'You must install or update .NET to run this application.' >&2`nexit 150`n")
        [System.IO.File]::SetUnixFileMode("$TestDrive/dotnet", 'UserRead,UserWrite,UserExecute')
        Invoke-WithEnvironment @{ DOTNET_ROOT = "$TestDrive" } {
            $failure = $null
            try { Start-OktellSimulator -ErrorAction Stop } catch { $failure = $_ }
            $failure.FullyQualifiedErrorId | Should -BeLike 'SimulatorRuntimeMissing,*'
            $failure.Exception.Message | Should -BeLike '*You must install or update*ASP.NET Core Runtime*'
        }
    }
}

Describe 'Stop-OktellSimulator' {
    It 'ends what is piped to it and waits until it is gone' {
        $simulators = 1..2 | ForEach-Object { Start-OktellSimulator -NoHistory }
        $stopped = $simulators | Stop-OktellSimulator -PassThru
        $stopped | Should -HaveCount 2
        foreach ($simulator in $simulators) {
            $simulator.IsRunning | Should -BeFalse
            Test-Runs $simulator.ProcessId | Should -BeFalse
        }
    }

    It 'ends nothing with -WhatIf' {
        $simulator = Start-OktellSimulator -NoHistory
        Stop-OktellSimulator $simulator -WhatIf
        $simulator.IsRunning | Should -BeTrue
        Stop-OktellSimulator $simulator
        $simulator.IsRunning | Should -BeFalse
    }

    It 'takes one that is stopped already' {
        $simulator = Start-OktellSimulator -NoHistory
        Stop-OktellSimulator $simulator
        { Stop-OktellSimulator $simulator -ErrorAction Stop } | Should -Not -Throw
    }
}

Describe 'A simulator that nobody stops' {
    It 'ends when the module is removed' {
        $simulator = Start-OktellSimulator -NoHistory
        $process = [System.Diagnostics.Process]::GetProcessById($simulator.ProcessId)
        Remove-Module OktellConnect
        try { $process.WaitForExit(20000) | Should -BeTrue } finally { Import-Module OktellConnect }
    }

    It 'ends when the runspace that started it closes' {
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $runspace.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        $simulator = $shell.AddScript('Import-Module OktellConnect; Start-OktellSimulator -NoHistory').Invoke()[0]
        $process = [System.Diagnostics.Process]::GetProcessById($simulator.ProcessId)
        $shell.Dispose()
        $runspace.Close()
        $process.WaitForExit(20000) | Should -BeTrue
    }
}
