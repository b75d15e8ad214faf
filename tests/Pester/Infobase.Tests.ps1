BeforeAll {
    Import-Module OktellConnect
}

Describe 'Connecting to an infobase' {
    BeforeEach {
        $folder = [IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        [void][IO.Directory]::CreateDirectory($folder)
        $path = [IO.Path]::Combine($folder, 'infobase.db')
    }

    AfterEach {
        Disconnect-OktellInfobase
    }

    It 'creates a missing file and makes it the current infobase' {
        Connect-OktellInfobase $path
        $path | Should -Exist
        (Get-OktellInfobase).Location | Should -Be $path
    }

    It 'shows nothing where there is no infobase' {
        Get-OktellInfobase | Should -BeNullOrEmpty
    }

    It 'says what to run where there is no infobase' {
        { Get-OktellAccount } | Should -Throw -ErrorId 'InfobaseNotConnected,OktellConnect.Cmdlets.GetOktellAccount'
    }

    It 'counts a relative path from the current location, not from the folder of the process' {
        $before = $ExecutionContext.SessionState.Path.CurrentLocation.Path
        [void]$ExecutionContext.SessionState.Path.SetLocation($folder)
        try { Connect-OktellInfobase 'relative.db' } finally { [void]$ExecutionContext.SessionState.Path.SetLocation($before) }
        [IO.Path]::Combine($folder, 'relative.db') | Should -Exist
    }

    It 'refuses <What> with <Id> and leaves it as it was' -ForEach @(
        @{ What = 'a text file'; Id = 'InfobaseNotAnInfobase'; Content = 'Пользователь;Логин' }
        @{ What = 'an empty file'; Id = 'InfobaseNotAnInfobase'; Content = '' }
    ) {
        [IO.File]::WriteAllText($path, $Content)
        { Connect-OktellInfobase $path } | Should -Throw -ErrorId "$Id,OktellConnect.Cmdlets.ConnectOktellInfobase"
        [IO.File]::ReadAllText($path) | Should -BeExactly $Content
        Get-OktellInfobase | Should -BeNullOrEmpty
    }

    It 'refuses a folder that does not exist' {
        { Connect-OktellInfobase ([IO.Path]::Combine($folder, 'no', 'infobase.db')) } |
            Should -Throw -ErrorId 'InfobaseFolderMissing,OktellConnect.Cmdlets.ConnectOktellInfobase'
    }

    It 'refuses an infobase of a newer program and leaves it as it was' {
        Connect-OktellInfobase $path
        Disconnect-OktellInfobase
        $bytes = [IO.File]::ReadAllBytes($path)
        $bytes[62] = 99
        [IO.File]::WriteAllBytes($path, $bytes)
        { Connect-OktellInfobase $path } | Should -Throw -ErrorId 'InfobaseTooNew,OktellConnect.Cmdlets.ConnectOktellInfobase'
        [Convert]::ToBase64String([IO.File]::ReadAllBytes($path)) | Should -BeExactly ([Convert]::ToBase64String($bytes))
    }

    It 'keeps an infobase open that was passed on, and closes the one that was not' {
        $first = Connect-OktellInfobase $path -PassThru
        Connect-OktellInfobase ([IO.Path]::Combine($folder, 'second.db'))
        @(Get-OktellAccount -Infobase $first) | Should -HaveCount 0
        Disconnect-OktellInfobase $first
        { Get-OktellAccount -Infobase $first } | Should -Throw -ErrorId 'InfobaseNotConnected,OktellConnect.Cmdlets.GetOktellAccount'
    }
}

Describe 'The first filling and the constant' {
    BeforeAll {
        Connect-OktellInfobase ([IO.Path]::Combine($TestDrive, 'first.db'))
    }

    AfterAll {
        Disconnect-OktellInfobase
    }

    It 'rehearses without changing anything' {
        Initialize-OktellInfobase -WhatIf | Should -BeNullOrEmpty
        @(Get-OktellObjectType) | Should -HaveCount 0
    }

    It 'adds what is missing once' {
        $result = Initialize-OktellInfobase
        $result.Added | Should -Contain 'Oktell_Включено'
        $result.Added | Should -Contain 'СправочникСсылка.Контрагенты'
        (Initialize-OktellInfobase).Added | Should -BeNullOrEmpty
    }

    It 'switches the work with Oktell on and off' {
        (Get-OktellIntegration).Enabled | Should -BeFalse
        Enable-OktellIntegration -WhatIf
        (Get-OktellIntegration).Enabled | Should -BeFalse
        (Enable-OktellIntegration -PassThru).Enabled | Should -BeTrue
        (Get-OktellIntegration).Enabled | Should -BeTrue
        Disable-OktellIntegration
        (Get-OktellIntegration).Enabled | Should -BeFalse
    }
}
