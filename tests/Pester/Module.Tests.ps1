BeforeAll {
    function Get-LoadedEngine {
        [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } |
            Where-Object { $_ -in 'OktellConnect.Engine', 'OktellConnect.Infobase.Sqlite', 'PhoneNumbers', 'Microsoft.Data.Sqlite', 'Sylvan.Data.Csv' }
    }

    # A runspace with nothing but the engine's own commands, as a scheduler or a web server may have.
    function Invoke-InNewRunspace([string] $Text) {
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $runspace.Open()
        try {
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $shell.AddScript('$ErrorActionPreference = "Stop"; ' + $Text).Invoke()
        }
        finally {
            $runspace.Close()
        }
    }
}

Describe 'Importing the module' {
    It 'loads nothing of the engine' {
        Import-Module OktellConnect
        Get-LoadedEngine | Should -BeNullOrEmpty
    }

    It 'exports the commands of the manifest and nothing else' {
        $module = Get-Module OktellConnect
        $module.ExportedFunctions.Count | Should -Be 0
        $module.ExportedAliases.Count | Should -Be 0
        $module.ExportedVariables.Count | Should -Be 0
        $module.ExportedCmdlets.Count | Should -BeGreaterThan 0
    }

    It 'loads the engine privately when a command first needs it' {
        { Get-OktellUser -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
        Get-LoadedEngine | Should -Contain 'OktellConnect.Engine'
        $engine = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'OktellConnect.Engine' }
        $engine.Location | Should -Match 'OktellConnect.engine.(net10\.0|netstandard2\.0)'
    }

    It 'can be imported again, also by force' {
        Import-Module OktellConnect
        Import-Module OktellConnect -Force
        { Get-OktellUser -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
    }

    It 'can be removed and imported again' {
        Remove-Module OktellConnect
        Get-Module OktellConnect | Should -BeNullOrEmpty
        Import-Module OktellConnect
        { Get-OktellUser -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
    }

    It 'works in other runspaces at the same time' {
        $answers = 1..2 | ForEach-Object { Invoke-InNewRunspace 'Import-Module OktellConnect; try { Get-OktellUser } catch { $_.FullyQualifiedErrorId }' }
        $answers | Should -HaveCount 2
        $answers | ForEach-Object { $_ | Should -BeLike 'NotConnected,*' }
    }
}

Describe 'Two runspaces' {
    BeforeAll {
        Import-Module OktellConnect
    }

    AfterAll {
        Disconnect-OktellInfobase
    }

    It 'do not see each other''s infobase' {
        Connect-OktellInfobase -Path "$TestDrive/infobase.db"
        (Get-OktellInfobase).Location | Should -BeLike '*infobase.db'
        Invoke-InNewRunspace 'Import-Module OktellConnect; try { Get-OktellAccount } catch { $_.FullyQualifiedErrorId }' | Should -BeLike 'InfobaseNotConnected,*'
    }

    It 'close what they have open when the module is removed' {
        Connect-OktellInfobase -Path "$TestDrive/removed.db"
        $infobase = (Get-OktellInfobase)
        Remove-Module OktellConnect
        Import-Module OktellConnect
        { Get-OktellAccount -ErrorAction Stop } | Should -Throw -ErrorId 'InfobaseNotConnected,*'
        { Get-OktellAccount -Infobase $infobase -ErrorAction Stop } | Should -Throw
    }
}
