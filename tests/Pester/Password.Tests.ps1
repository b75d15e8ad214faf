BeforeAll {
    Import-Module OktellConnect

    # Of its own: TestDrive exists inside a Describe only.
    $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine([IO.Path]::GetTempPath(), "oktell-$([guid]::NewGuid())")).FullName

    $old = 'Canary-Old-7731'
    $new = 'Canary-New-9942'
    $seed = "$folder/password.json"
    [IO.File]::WriteAllText($seed, '{ "outsideLine": "+74950000000", "users": [ { "id": "3357f4d2-b37c-4809-9a1a-e4d64808de1b", "login": "canary", "password": "Canary-Old-7731", "name": "Canary", "number": "11" } ] }')
    $simulator = Start-OktellSimulator -Seed $seed -NoHistory
    $md5 = [Security.Cryptography.MD5]::Create()
    $secrets = foreach ($password in $old, $new) {
        $password
        [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($password))
        foreach ($text in $password, $password.ToLowerInvariant()) {
            [BitConverter]::ToString($md5.ComputeHash([Text.Encoding]::ASCII.GetBytes($text))).Replace('-', '').ToLowerInvariant()
        }
    }

    function New-Secret([string] $Text) { [Net.NetworkCredential]::new('', $Text).SecurePassword }

    function Connect-Canary([string] $Password) {
        Connect-OktellServer $simulator.Uri -Credential ([pscredential]::new('canary', (New-Secret $Password))) -AllowUnencrypted -WarningAction SilentlyContinue
    }

    # Everything a person or a log could see: text, error details, the journal.
    function Get-Found($Value) {
        $trace = foreach ($item in $Value) {
            "$item"
            if ($item -is [Management.Automation.ErrorRecord]) { $item.Exception.ToString(); "$($item.TargetObject)" }
            foreach ($property in $item.PSObject.Properties) { "$($property.Name)=$($property.Value)" }
        }
        $trace = $trace -join "`n"
        @($secrets | Where-Object { $trace.IndexOf($_, [StringComparison]::OrdinalIgnoreCase) -ge 0 })
    }
}

AfterAll {
    Disconnect-OktellServer
    Stop-OktellSimulator $simulator
    [IO.Directory]::Delete($folder, $true)
}

Describe 'Set-OktellPassword' {
    BeforeEach {
        Connect-Canary $old
    }

    It 'refuses a wrong old password and leaves the old one' {
        { Set-OktellPassword -OldPassword (New-Secret 'wrong') -NewPassword (New-Secret $new) } | Should -Throw -ErrorId 'OldPasswordWrong,*'
        Connect-Canary $old
        (Get-OktellConnection).Login | Should -Be 'canary'
    }

    It 'refuses <Name> before anything is sent' -TestCases @(
        @{ Name = 'an empty one'; Text = ''; Id = 'NewPasswordEmpty' }
        @{ Name = 'characters that cannot be sent'; Text = 'пі'; Id = 'PasswordNotSupported' }
    ) {
        { Set-OktellPassword -OldPassword (New-Secret $old) -NewPassword (New-Secret $Text) } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses the credential of somebody else' {
        { Set-OktellPassword -Credential ([pscredential]::new('other', (New-Secret $old))) -NewPassword (New-Secret $new) } | Should -Throw -ErrorId 'OldPasswordWrong,*'
    }

    It 'changes nothing with -WhatIf' {
        Set-OktellPassword -OldPassword (New-Secret $old) -NewPassword (New-Secret $new) -WhatIf
        Connect-Canary $old
    }

    It 'changes the password without a trace of it, and a lost connection comes back with the new one' {
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $seen = @(Set-OktellPassword -OldPassword (New-Secret $old) -NewPassword (New-Secret $new) *>&1)
        Get-Found $seen | Should -HaveCount 0
        Get-Found (Get-OktellConnection).Journal.GetLast(1000) | Should -HaveCount 0

        $http = [Net.Http.HttpClient]::new()
        $base = ([string] $simulator.Uri).Replace('ws:', 'http:').TrimEnd('/')
        foreach ($fault in '{"closeAfter":0}', '{}') {
            $null = $http.PostAsync("$base/simulator/fault", [Net.Http.StringContent]::new($fault)).GetAwaiter().GetResult()
        }
        $limit = [Diagnostics.Stopwatch]::StartNew()
        while ((Get-OktellConnection).Client.Counters.Reconnects -eq 0 -and $limit.Elapsed.TotalSeconds -lt 20) {
            # A request waits until the connection is back, or ends with its loss.
            try { $null = Get-OktellUserState } catch { $lost = $_ }
        }
        $http.Dispose()
        [string] (Get-OktellConnection).State | Should -Be 'Open'
        (Get-OktellConnection).Client.Counters.Reconnects | Should -Be 1
        Get-Found $lost | Should -HaveCount 0

        { Connect-Canary $old } | Should -Throw -ErrorId 'WrongPassword,*'
        Connect-Canary $new
        Set-OktellPassword -Credential ([pscredential]::new('canary', (New-Secret $new))) -NewPassword (New-Secret $old)
        Connect-Canary $old
    }

    It 'leaves no trace in an error' {
        $failure = $null
        try { Set-OktellPassword -OldPassword (New-Secret $new) -NewPassword (New-Secret $new) } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OldPasswordWrong,*'
        Get-Found $failure | Should -HaveCount 0
        Get-Found "a line with $new in it" | Should -HaveCount 1
    }
}
