BeforeAll {
    Import-Module OktellConnect

    # Passwords are encrypted with a key of the test's own. TestDrive is no place for it: that exists inside a Describe only.
    $keyFile = [IO.Path]::Combine([IO.Path]::GetTempPath(), [guid]::NewGuid().ToString('N') + '.key')
    $env:OKTELLCONNECT_KEY_FILE = $keyFile

    function ConvertTo-Secret([string] $Text) { [Net.NetworkCredential]::new('', $Text).SecurePassword }

    function Write-Csv([string] $Name, [string[]] $Line) {
        $path = [IO.Path]::Combine($TestDrive, $Name)
        [IO.File]::WriteAllText($path, ($Line -join "`r`n") + "`r`n")
        $path
    }
}

AfterAll {
    $env:OKTELLCONNECT_KEY_FILE = $null
    [IO.File]::Delete($keyFile)
}

Describe 'Single accounts' {
    BeforeEach {
        Connect-OktellInfobase ([IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N') + '.db'))
        New-OktellAccount 'Иванов Иван' ivanov -Number 101 -Role User -Password (ConvertTo-Secret 'Secret123')
    }

    AfterEach {
        Disconnect-OktellInfobase
    }

    It 'finds an account by user, login, pattern and object' -ForEach @('Иванов Иван', 'ivanov', 'IVANOV', 'Иван*', 'iv?nov') {
        (Get-OktellAccount $_).Login | Should -Be 'ivanov'
        (Get-OktellAccount | Get-OktellAccount).Number | Should -Be '101'
    }

    It 'keeps a password without showing it' {
        $account = Get-OktellAccount ivanov
        $account.HasPassword | Should -BeTrue
        "$account" | Should -Not -Match 'Secret123'
        (Set-OktellAccount ivanov -ForgetPassword -PassThru).HasPassword | Should -BeFalse
    }

    It 'suggests what is similar to an account that is not there' {
        { Get-OktellAccount ivanof -ErrorAction Stop } | Should -Throw -ErrorId 'AccountNotFound,OktellConnect.Cmdlets.GetOktellAccount' -ExpectedMessage "*'ivanov'*"
    }

    It 'changes only what is given' {
        $account = Set-OktellAccount ivanov -Department 'Склад' -StartWithSystem -PassThru
        $account.Department | Should -Be 'Склад'
        $account.StartWithSystem | Should -BeTrue
        $account.Number | Should -Be '101'
        $account.HasPassword | Should -BeTrue
        (Set-OktellAccount ivanov -StartWithSystem:$false -PassThru).StartWithSystem | Should -BeFalse
    }

    It 'rehearses every change without making it' {
        New-OktellAccount 'Петров' petrov -WhatIf
        Set-OktellAccount ivanov -Number 999 -WhatIf
        Remove-OktellAccount ivanov -WhatIf
        Grant-OktellRole ivanov Administrator -WhatIf
        Revoke-OktellRole ivanov User -WhatIf
        $account = Get-OktellAccount
        @($account) | Should -HaveCount 1
        $account.Number | Should -Be '101'
        @($account.Roles) | Should -HaveCount 1
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'AccountExists'; User = 'иванов  иван'; Login = 'other'; Number = '1' }
        @{ Id = 'LoginTaken'; User = 'Петров'; Login = 'Ivanov'; Number = '1' }
        @{ Id = 'AccountInvalid'; User = 'Петров'; Login = 'petrov'; Number = 'сто' }
    ) {
        { New-OktellAccount $User $Login -Number $Number -ErrorAction Stop } | Should -Throw -ErrorId "$Id,OktellConnect.Cmdlets.NewOktellAccount"
        @(Get-OktellAccount) | Should -HaveCount 1
    }

    It 'takes login and password from a credential' {
        $credential = [pscredential]::new('petrov', (ConvertTo-Secret 'Пароль'))
        $account = New-OktellAccount 'Петров Пётр' -Credential $credential -PassThru
        $account.Login | Should -Be 'petrov'
        $account.HasPassword | Should -BeTrue
    }

    It 'removes accounts that come through the pipeline' {
        Get-OktellAccount | Remove-OktellAccount -Confirm:$false
        @(Get-OktellAccount) | Should -HaveCount 0
    }
}

Describe 'Roles' {
    BeforeAll {
        Connect-OktellInfobase ([IO.Path]::Combine($TestDrive, 'roles.db'))
        New-OktellAccount 'Иванов Иван' ivanov
    }

    AfterAll {
        Disconnect-OktellInfobase
    }

    It 'gives a role once and takes it away once' {
        Grant-OktellRole ivanov Administrator
        Grant-OktellRole 'Иванов Иван' 'Oktell_Администратор'
        (Get-OktellRoleMember Administrator).Login | Should -Be 'ivanov'
        (Get-OktellRoleMember).RoleName | Should -Be 'Oktell_Администратор'
        Get-OktellAccount | Revoke-OktellRole -Role Administrator
        Revoke-OktellRole ivanov Administrator
        Get-OktellRoleMember | Should -BeNullOrEmpty
    }

    It 'refuses a role that is not one' {
        { Grant-OktellRole ivanov Director } | Should -Throw -ErrorId 'RoleUnknown,OktellConnect.Cmdlets.GrantOktellRole'
    }

    It 'refuses a user who is not there and goes on with the others' {
        $failures = @()
        'nobody', 'ivanov' | Grant-OktellRole -Role User -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures[0].FullyQualifiedErrorId | Should -Be 'AccountNotFound,OktellConnect.Cmdlets.GrantOktellRole'
        (Get-OktellRoleMember User).Login | Should -Be 'ivanov'
    }
}

Describe 'Importing and exporting accounts' {
    BeforeEach {
        Connect-OktellInfobase ([IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N') + '.db'))
    }

    AfterEach {
        Disconnect-OktellInfobase
    }

    It 'says row by row what it did, and nothing is changed the second time' {
        $path = Write-Csv 'users.csv' 'Пользователь;Логин;Номер;Роль', 'Иванов;ivanov;101;Oktell_Пользователь', 'Петров;petrov;102;Oktell_Администратор'
        $result = Import-OktellAccount $path
        $result.Action | Should -Be 'Added', 'Added'
        $result[1].Line | Should -Be 3
        $result[1].RolesGranted | Should -Be 'Administrator'
        (Import-OktellAccount $path).Action | Should -Be 'Unchanged', 'Unchanged'
    }

    It 'rejects a bad row by itself and imports it once it is corrected' {
        $path = Write-Csv 'bad.csv' 'Пользователь;Логин;Роль', 'Иванов;ivanov;Oktell_Пользователь', 'Петров;petrov;Oktell_Директор'
        $summary = Import-OktellAccount $path -Summary -WarningAction SilentlyContinue
        $summary.Added | Should -Be 1
        $summary.Rejected | Should -Be 1
        "$($summary.RejectedByReason)" | Should -Be 'RoleUnknown 1'
        $summary.RejectPath | Should -Be ([IO.Path]::Combine($TestDrive, 'bad.rejects.csv'))
        $rejected = [IO.File]::ReadAllText($summary.RejectPath)
        $rejected | Should -Match 'Строка;Причина'
        [IO.File]::WriteAllText($summary.RejectPath, $rejected.Replace('Oktell_Директор', 'Oktell_Пользователь'))
        (Import-OktellAccount $summary.RejectPath).Action | Should -Be 'Added'
    }

    It 'rejects two rows of one user with different logins, both' {
        $path = Write-Csv 'twice.csv' 'Пользователь;Логин', 'Иванов;ivanov', 'Иванов;ivanov2'
        $result = Import-OktellAccount $path -WarningAction SilentlyContinue
        $result.Reason | Should -Be 'DuplicateUser', 'DuplicateUser'
        @(Get-OktellAccount) | Should -HaveCount 0
    }

    It 'rehearses: rows are shown, nothing is applied and no rejects file is written' {
        $path = Write-Csv 'rehearsal.csv' 'Пользователь;Логин', 'Иванов;ivanov', ';x'
        $result = Import-OktellAccount $path -WhatIf -WarningAction SilentlyContinue
        $result.Action | Should -Be 'Added', 'Rejected'
        $result.Applied | Should -Be $false, $false
        @(Get-OktellAccount) | Should -HaveCount 0
        [IO.Path]::Combine($TestDrive, 'rehearsal.rejects.csv') | Should -Not -Exist
    }

    It 'keeps passwords of the file and shows them nowhere' {
        $path = Write-Csv 'passwords.csv' 'Пользователь;Логин;Пароль;Роль', 'Иванов;ivanov;Canary-77;', 'Петров;petrov;Canary-77;Директор'
        $shown = (Import-OktellAccount $path -Verbose *>&1 | ForEach-Object { [string]$_ + $_.Message }) -join "`n"
        $shown | Should -Not -Match 'Canary-77'
        (Get-OktellAccount ivanov).HasPassword | Should -BeTrue
        [IO.File]::ReadAllText([IO.Path]::Combine($TestDrive, 'passwords.rejects.csv')) | Should -Not -Match 'Canary-77'
    }

    It 'refuses <What> with <Id>' -ForEach @(
        @{ What = 'a missing column'; Id = 'ColumnMissing'; Text = "Пользователь;Номер`r`nИванов;101`r`n" }
        @{ What = 'no header'; Id = 'HeaderMissing'; Text = "Иванов Иван;ivanov;101;Да`r`n" }
        @{ What = 'an empty file'; Id = 'FileEmpty'; Text = '' }
        @{ What = 'an unbalanced quote'; Id = 'QuoteUnbalanced'; Text = "Пользователь;Логин`r`n`"Иванов;ivanov`r`n" }
    ) {
        $path = [IO.Path]::Combine($TestDrive, 'refused.csv')
        [IO.File]::WriteAllText($path, $Text)
        { Import-OktellAccount $path } | Should -Throw -ErrorId "$Id,OktellConnect.Cmdlets.ImportOktellAccount"
        @(Get-OktellAccount) | Should -HaveCount 0
    }

    It 'exports what it imports again as unchanged, without passwords' {
        New-OktellAccount 'Иванов; "Иван"' ivanov -Number 101 -Department '=1+1' -Role Administrator, User -Password (ConvertTo-Secret 'Canary-77')
        $path = [IO.Path]::Combine($TestDrive, 'export.csv')
        (Export-OktellAccount $path -PassThru).Count | Should -Be 1
        [IO.File]::ReadAllText($path) | Should -Not -Match 'Canary-77'
        (Import-OktellAccount $path).Action | Should -Be 'Unchanged'
        { Export-OktellAccount $path -NoClobber } | Should -Throw -ErrorId 'ExportFileExists,OktellConnect.Cmdlets.ExportOktellAccount'
    }

    It 'exports nothing when nothing comes through the pipeline' {
        New-OktellAccount 'Иванов' ivanov
        $path = [IO.Path]::Combine($TestDrive, 'none.csv')
        (Get-OktellAccount -Department 'нет такого' | Export-OktellAccount $path -PassThru).Count | Should -Be 0
    }
}

Describe 'Accounts and the server' {
    BeforeAll {
        $simulator = Start-OktellSimulator -Port 0
        Connect-OktellServer $simulator.Uri -Credential ([pscredential]::new('ivanov', (ConvertTo-Secret 'Secret123'))) -AllowUnencrypted -WarningAction SilentlyContinue
        Connect-OktellInfobase ([IO.Path]::Combine($TestDrive, 'server.db'))
    }

    AfterAll {
        Disconnect-OktellInfobase
        Disconnect-OktellServer
        Stop-OktellSimulator $simulator
    }

    It 'links by number and warns where number or name do not fit' {
        $name = (Get-OktellNumber 103).Name
        $linked = New-OktellAccount $name sidorov -Number 103 -Password (ConvertTo-Secret 'Secret123') -PassThru -WarningVariable none
        $linked.OktellUserId | Should -Not -BeNullOrEmpty
        $linked.NumberPlanId | Should -Not -BeNullOrEmpty
        @($none) | Should -HaveCount 0
        $unlinked = New-OktellAccount 'Никто Нигде' nobody -Number 99999 -Password (ConvertTo-Secret 'x') -PassThru -WarningVariable some -WarningAction SilentlyContinue
        $unlinked.OktellUserId | Should -BeNullOrEmpty
        @($some) | Should -HaveCount 1
    }

    It 'does not link where it is told not to' {
        (New-OktellAccount 'Петров Пётр' petrov -Number 102 -NoLink -PassThru).OktellUserId | Should -BeNullOrEmpty
    }

    It 'tests every account once and says what is wrong' {
        $result = Test-OktellAccount
        ($result | Where-Object { $_.Login -eq 'sidorov' }).Status | Should -Be 'Ok'
        ($result | Where-Object { $_.Login -eq 'petrov' }).Status | Should -Be 'NoPassword'
        ($result | Where-Object { $_.Login -eq 'nobody' }).Status | Should -Be 'WrongPassword'
    }

    It 'notices another number' {
        [void](Set-OktellAccount sidorov -Number 104 -NoLink)
        (Test-OktellAccount sidorov).Status | Should -Be 'NumberDiffers'
    }
}
