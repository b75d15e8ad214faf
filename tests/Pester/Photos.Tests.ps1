BeforeAll {
    Import-Module OktellConnect

    # Of its own: TestDrive exists inside a Describe only.
    $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine([IO.Path]::GetTempPath(), "oktell-$([guid]::NewGuid())")).FullName

    $simulator = Start-OktellSimulator -Port 0 -NoHistory
    $credential = [pscredential]::new('ivanov', [Net.NetworkCredential]::new('', 'Secret123').SecurePassword)
    Connect-OktellServer $simulator.Uri -Credential $credential -AllowUnencrypted -WarningAction SilentlyContinue
    $base = ([string] $simulator.Uri).Replace('ws:', 'http:').TrimEnd('/')

    # The smallest picture there is.
    $png = [Convert]::FromBase64String('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')
    [IO.File]::WriteAllBytes("$folder/Моё фото.png", $png)
    [IO.File]::WriteAllText("$folder/a.txt", 'один')
    [IO.File]::WriteAllText("$folder/b.txt", 'два')
    $http = [Net.Http.HttpClient]::new()
}

AfterAll {
    $http.Dispose()
    Disconnect-OktellServer
    Stop-OktellSimulator $simulator
    [IO.Directory]::Delete($folder, $true)
}

Describe 'Photos' {
    It 'are told as full addresses on the server' {
        $photos = @(Get-OktellPhoto -Identity 102, 103)
        $photos | Should -HaveCount 2
        [string] $photos[0].SmallUri | Should -BeLike "$base/*"
        $http.GetAsync($photos[0].Uri).GetAwaiter().GetResult().IsSuccessStatusCode | Should -BeTrue
        (Get-OktellUser -Identity 102 | Get-OktellPhoto).Number | Should -Be '102'
    }

    It 'report who is not there' {
        Get-OktellPhoto -Identity 'nobody at all' -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,OktellConnect.Cmdlets.GetOktellPhoto'
    }

    It 'of one''s own can be set' {
        $before = [string] (Get-OktellPhoto).Uri
        $photo = Set-OktellPhoto -Path "$folder/Моё фото.png" -PassThru
        [string] $photo.Uri | Should -Not -Be $before
        $bytes = $http.GetByteArrayAsync($photo.Uri).GetAwaiter().GetResult()
        [Convert]::ToBase64String($bytes) | Should -Be ([Convert]::ToBase64String($png))
    }

    It 'are pictures only, and exist' {
        { Set-OktellPhoto -Path "$folder/a.txt" } | Should -Throw -ErrorId 'PhotoNotSupported,*'
        { Set-OktellPhoto -Path "$folder/none.png" } | Should -Throw -ErrorId 'FileNotFound,*'
    }
}

Describe 'Send-OktellFile' {
    It 'sends files by wildcard and tells their paths on the server' {
        $sent = @(Send-OktellFile -Path "$folder/?.txt" -StorageMode Temp)
        $sent | Should -HaveCount 2
        $sent[0].Path | Should -BeLike 'temp/*/a.txt'
        $sent[0].Length | Should -Be 8
        (Send-OktellFile -LiteralPath "$folder/a.txt" -PathMode Absolute).Path | Should -BeLike 'C:/*'
    }

    It 'counts relative paths from the current location' {
        $location = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation
        $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
        try { (Send-OktellFile ./b.txt).Path | Should -BeLike '*b.txt' } finally { $null = $ExecutionContext.SessionState.Path.SetLocation($location.Path) }
    }

    It 'reports a missing file and goes on' {
        $sent = @("$folder/none.txt", "$folder/a.txt" | Send-OktellFile -ErrorVariable failures -ErrorAction SilentlyContinue)
        $sent | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'FileNotFound,OktellConnect.Cmdlets.SendOktellFile'
    }

    It 'reports what the server finds too long, without the temporary password' {
        [IO.File]::WriteAllBytes("$folder/long.bin", [byte[]]::new(11MB))
        Send-OktellFile "$folder/long.bin" -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -Match '^Upload(Refused|OutcomeUnknown),'
        $failures[0].Exception.ToString() | Should -Not -Match 'temppass=[0-9a-f]'
        (Get-OktellConnection).Journal.GetLast(1000).Text | Should -Not -Match 'temppass=[0-9a-f]'
    }

    It 'sends nothing with -WhatIf' {
        Send-OktellFile "$folder/a.txt" -WhatIf | Should -BeNullOrEmpty
    }
}
