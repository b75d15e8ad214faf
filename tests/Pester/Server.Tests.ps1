BeforeAll {
    Import-Module OktellConnect
    $simulator = Start-OktellSimulator -Port 0

    function New-Login([string] $Login, [string] $Password) {
        [pscredential]::new($Login, [Net.NetworkCredential]::new('', $Password).SecurePassword)
    }

    $ivanov = New-Login 'ivanov' 'Secret123'
}

AfterAll {
    Disconnect-OktellServer
    Stop-OktellSimulator $simulator
}

Describe 'Connect-OktellServer' {
    AfterEach {
        Disconnect-OktellServer
    }

    It 'makes the connection the current one and warns that it is not encrypted' {
        Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -WarningVariable warnings -WarningAction SilentlyContinue
        $connection = Get-OktellConnection
        [string] $connection.State | Should -Be 'Open'
        $connection.Login | Should -Be 'ivanov'
        $connection.Number | Should -Be '101'
        $connection.Version.Dated | Should -BeGreaterThan 150000
        $warnings.Count | Should -Be 1
        [string] $warnings[0] | Should -Match 'not encrypted'
    }

    It 'knows Russian passwords' {
        Connect-OktellServer -Server $simulator.Uri -Credential (New-Login 'petrov' 'Пароль') -AllowUnencrypted -WarningAction SilentlyContinue
        (Get-OktellConnection).Number | Should -Be '102'
    }

    It 'emits the connection on request and closes only what nobody holds' {
        $first = Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        $second = Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -PassThru -WarningAction SilentlyContinue
        [string] $first.State | Should -Be 'Open'
        (Get-OktellConnection).Equals($second) | Should -BeTrue
        $first | Disconnect-OktellServer
        [string] $first.State | Should -Be 'Closed'
        [string] $second.State | Should -Be 'Open'
    }

    It 'ends with WrongPassword for <Login>, which may be wrong or unknown' -TestCases @(
        @{ Login = 'ivanov' }
        @{ Login = 'nobody' }
    ) {
        { Connect-OktellServer -Server $simulator.Uri -Credential (New-Login $Login 'wrong') -AllowUnencrypted } |
            Should -Throw -ErrorId 'WrongPassword,OktellConnect.Cmdlets.ConnectOktellServer'
        Get-OktellConnection | Should -BeNullOrEmpty
    }

    It 'refuses plain ws without permission' {
        { Connect-OktellServer -Server $simulator.Uri -Credential $ivanov } |
            Should -Throw -ErrorId 'UnencryptedRefused,OktellConnect.Cmdlets.ConnectOktellServer'
    }

    It 'ends with ServerUnreachable where nobody listens' {
        { Connect-OktellServer -Server 'ws://127.0.0.1:1' -Credential $ivanov -AllowUnencrypted } |
            Should -Throw -ErrorId 'ServerUnreachable,OktellConnect.Cmdlets.ConnectOktellServer'
    }

    It 'ends with ServerSilent where somebody accepts and says nothing' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            { Connect-OktellServer -Server "ws://127.0.0.1:$($listener.LocalEndpoint.Port)" -Credential $ivanov -AllowUnencrypted -Option (New-OktellConnectionOption -OpenTimeout 1) } |
                Should -Throw -ErrorId 'ServerSilent,OktellConnect.Cmdlets.ConnectOktellServer'
        }
        finally {
            $listener.Stop()
        }
    }

    It 'refuses an address with a password in it and does not repeat it' {
        $failure = $null
        try {
            Connect-OktellServer -Server 'wss://ivanov:Secret123@pbx.example.org' -Credential $ivanov
        }
        catch {
            $failure = $_
        }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidServerAddress,OktellConnect.Cmdlets.ConnectOktellServer'
        [string] $failure | Should -Not -Match 'Secret123'
    }

    It 'refuses a password that the server could not be told' {
        { Connect-OktellServer -Server $simulator.Uri -Credential (New-Login 'ivanov' 'пі') -AllowUnencrypted } |
            Should -Throw -ErrorId 'PasswordNotSupported,OktellConnect.Cmdlets.ConnectOktellServer'
    }

    It 'says what to install where there is no secret vault' -Skip:([bool](Get-Command Get-Secret -ErrorAction SilentlyContinue)) {
        { Connect-OktellServer -Server $simulator.Uri -SecretName pbx -AllowUnencrypted } |
            Should -Throw -ErrorId 'SecretManagementMissing,OktellConnect.Cmdlets.ConnectOktellServer'
    }

    It 'takes login and password from a vault' -Skip:([bool](Get-Command Get-Secret -ErrorAction SilentlyContinue)) {
        function global:Get-Secret($Name, $Vault) { if ($Name -eq 'pbx' -and $Vault -eq 'office') { $global:vaultCredential } else { 'only text' } }
        $global:vaultCredential = $ivanov
        try {
            Connect-OktellServer -Server $simulator.Uri -SecretName pbx -VaultName office -AllowUnencrypted -WarningAction SilentlyContinue
            (Get-OktellConnection).Login | Should -Be 'ivanov'
            { Connect-OktellServer -Server $simulator.Uri -SecretName other -AllowUnencrypted } | Should -Throw -ErrorId 'SecretNotCredential,*'
        }
        finally {
            ${function:global:Get-Secret} = $null
            $global:vaultCredential = $null
        }
    }
}

Describe 'Commands without a connection' {
    It '<Name> says to connect first' -TestCases @(
        @{ Name = 'Get-OktellUser' }
        @{ Name = 'Get-OktellNumber' }
        @{ Name = 'Get-OktellUserState' }
        @{ Name = 'Get-OktellBreakReason' }
        @{ Name = 'Get-OktellCall' }
        @{ Name = 'Stop-OktellCall' }
        @{ Name = 'Wait-OktellCall' }
    ) {
        Disconnect-OktellServer
        { & $Name } | Should -Throw -ErrorId 'NotConnected,*'
    }
}

Describe 'Test-OktellServer' {
    It 'tells latency and protocol without a login' {
        $result = Test-OktellServer -Server $simulator.Uri -AllowUnencrypted
        $result.Reachable | Should -BeTrue
        $result.Protocol | Should -Be 'json'
        $result.Encrypted | Should -BeFalse
        $result.Latency.TotalMilliseconds | Should -BeGreaterThan 0
        $result.Version | Should -BeNullOrEmpty
    }

    It 'reports each server, also one that is not there' {
        $results = @([string] $simulator.Uri, 'ws://127.0.0.1:1' | Test-OktellServer -AllowUnencrypted)
        $results | Should -HaveCount 2
        $results[1].Reachable | Should -BeFalse
        $results[1].ErrorId | Should -Be 'ServerUnreachable'
    }

    It 'shows the thumbprint of a certificate that is not trusted, and accepts it when pinned' {
        $tls = Start-OktellSimulator -Port 0 -Tls
        try {
            $refused = Test-OktellServer -Server $tls.Uri
            $refused.ErrorId | Should -Be 'CertificateNotTrusted'
            $refused.CertificateThumbprint | Should -Match '^[0-9A-F]{64}$'
            { Connect-OktellServer -Server $tls.Uri -Credential $ivanov } | Should -Throw -ErrorId 'CertificateNotTrusted,*'
            (Test-OktellServer -Server $tls.Uri -CertificateThumbprint $refused.CertificateThumbprint).Reachable | Should -BeTrue
            Connect-OktellServer -Server $tls.Uri -Credential $ivanov -CertificateThumbprint $refused.CertificateThumbprint
            (Get-OktellConnection).IsEncrypted | Should -BeTrue
        }
        finally {
            Disconnect-OktellServer
            Stop-OktellSimulator $tls
        }
    }
}

Describe 'New-OktellConnectionOption' {
    It 'keeps the defaults of what is not given' {
        $option = New-OktellConnectionOption -RequestTimeout 60 -NoReconnect
        $option.RequestTimeout.TotalSeconds | Should -Be 60
        $option.OpenTimeout.TotalSeconds | Should -Be 10
        $option.Reconnect | Should -BeFalse
        $option.AllowUnencrypted | Should -BeFalse
    }
}

Describe 'Invoke-OktellMethod and Invoke-OktellProcedure' {
    BeforeAll {
        Connect-OktellServer -Server $simulator.Uri -Credential $ivanov -AllowUnencrypted -WarningAction SilentlyContinue
    }

    AfterAll {
        Disconnect-OktellServer
    }

    It 'turns the reply into an object' {
        $reply = Invoke-OktellMethod -Name getpbxnumbers -Parameter @{ mode = 'full' }
        $reply.numbers.Count | Should -BeGreaterThan 300
        $reply.numbers[0].number | Should -Not -BeNullOrEmpty
    }

    It 'ends with RequestRefused where the server does not know the method' {
        { Invoke-OktellMethod -Name nosuchmethod -Confirm:$false } | Should -Throw -ErrorId 'RequestRefused,*'
    }

    It 'sends nothing that changes something with -WhatIf' {
        Invoke-OktellMethod -Name setuserstate -Parameter @{ userstateid = 3 } -WhatIf
        [string] (Get-OktellUserState).State | Should -Be 'Ready'
    }

    It 'refuses a value that has no form on the wire' {
        { Invoke-OktellMethod -Name getversion -Parameter @{ x = [version] '1.2' } } | Should -Throw -ErrorId 'UnsupportedParameterValue,*'
    }

    It 'refuses a procedure that the server does not allow' {
        { Invoke-OktellProcedure -Name no_such_procedure -Confirm:$false } | Should -Throw -ErrorId 'ProcedureNotAllowed,*'
    }
}

Describe 'A password' {
    BeforeAll {
        $canary = 'Canary-7731'
        $md5 = [Security.Cryptography.MD5]::Create()
        $secrets = @(
            $canary
            [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($canary))
            foreach ($text in $canary, $canary.ToLowerInvariant()) {
                [BitConverter]::ToString($md5.ComputeHash([Text.Encoding]::ASCII.GetBytes($text))).Replace('-', '').ToLowerInvariant()
            }
        )
        $seed = "$TestDrive/canary.json"
        [IO.File]::WriteAllText($seed, '{ "outsideLine": "+74950000000", "users": [ { "id": "3357f4d2-b37c-4809-9a1a-e4d64808de1b", "login": "canary", "password": "Canary-7731", "name": "Canary", "number": "11" } ] }')
        $cage = Start-OktellSimulator -Seed $seed

        # Everything a person or a log could see of an object: its text, its error details, its properties one level down.
        function Get-Trace($Value) {
            foreach ($item in $Value) {
                "$item"
                if ($item -is [Management.Automation.ErrorRecord]) {
                    $item.Exception.ToString()
                    "$($item.TargetObject)"
                    "$($item.InvocationInfo.Line)"
                }
                foreach ($property in $item.PSObject.Properties) {
                    "$($property.Name)=$($property.Value)"
                    foreach ($inner in $property.Value.PSObject.Properties) { "$($inner.Name)=$($inner.Value)" }
                }
            }
        }

        function Get-Found($Value) {
            $trace = (Get-Trace $Value) -join "`n"
            @($secrets | Where-Object { $trace.IndexOf($_, [StringComparison]::OrdinalIgnoreCase) -ge 0 })
        }
    }

    AfterAll {
        Stop-OktellSimulator $cage
    }

    It 'stands in no stream and no object after a login, nor does its hash' {
        $credential = [pscredential]::new('canary', [Net.NetworkCredential]::new('', $canary).SecurePassword)
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $seen = @(Connect-OktellServer $cage.Uri -Credential $credential -AllowUnencrypted -PassThru *>&1)
        $seen.Count | Should -BeGreaterThan 0
        Get-Found $seen | Should -HaveCount 0
        $connection = $seen | Where-Object { $_ -isnot [Management.Automation.InformationalRecord] }
        Disconnect-OktellServer -Connection $connection
    }

    It 'stands in no error after a refused login, nor does its hash' {
        $credential = [pscredential]::new('nobody', [Net.NetworkCredential]::new('', $canary).SecurePassword)
        try {
            Connect-OktellServer $cage.Uri -Credential $credential -AllowUnencrypted -WarningAction SilentlyContinue
            $failure = $null
        }
        catch {
            $failure = $_
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'WrongPassword,*'
        Get-Found $failure | Should -HaveCount 0
    }

    It 'would be found if it were there' {
        Get-Found "a line with $canary in it" | Should -HaveCount 1
    }
}
