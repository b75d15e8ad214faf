Describe 'The quickstart' {
    BeforeAll {
        Import-Module OktellConnect
        $repository = [IO.Path]::GetDirectoryName([IO.Path]::GetDirectoryName($PSScriptRoot))
        $quickstart = [IO.Path]::Combine($repository, 'samples', 'quickstart.ps1')
        $output = [IO.Path]::Combine($TestDrive, 'out')
        $first = @(& $quickstart -OutputFolder $output)
        $second = @(& $quickstart -OutputFolder $output)
    }

    It 'adds 300 accounts and gives each its role' {
        ($first -match '^Accounts:') | Should -Match '^Accounts: 300 added, 0 changed, 0 unchanged, 0 rejected'
        ($first -match '^Roles:') | Should -Match '^Roles: 5 of Oktell_Администратор, 295 of Oktell_Пользователь; 300 granted now'
    }

    It 'adds the numbers that the file holds and rejects its rubbish with reasons' {
        ($first -match '^Numbers:') | Should -Match '^Numbers: 49754 added, 0 changed, 761 unchanged, 541 rejected \(Windows-1251'
        @($first -match '^\s+240  ').Count | Should -Be 1
        @($first -match '^\s+236  ').Count | Should -Be 1
        @($first -match '^\s+65  ').Count | Should -Be 1
    }

    It 'finds out whose a number is, however it is written' {
        @($first -match 'is \+79658295759 and belongs to ООО "Юпитер-90"').Count | Should -Be 1
    }

    It 'watches its call being answered and ended' {
        @($first -match '^Call to 914000: ') | Should -Be @('Call to 914000: Backring', 'Call to 914000: Talk', 'Call to 914000: Ready')
    }

    It 'exports calls with customers'' names' {
        $line = ($first -match '^Statistics:')[0]
        $line -match '^Statistics: (\d+) calls of last month in (\d+) legs, (\d+) with' | Should -BeTrue
        [int] $Matches[1] | Should -BeGreaterThan 500
        [int] $Matches[2] | Should -BeGreaterThan ([int] $Matches[1])
        [int] $Matches[3] | Should -BeGreaterThan 500
    }

    It 'leaves <_>' -ForEach 'statistics.csv', 'numbers.rejects.csv', 'infobase.db' {
        [IO.Path]::Combine($output, $_) | Should -Exist
    }

    It 'reports everything unchanged when it is run again' {
        ($second -match '^Infobase') | Should -Match '0 things filled'
        ($second -match '^Accounts:') | Should -Match '^Accounts: 0 added, 0 changed, 300 unchanged, 0 rejected'
        ($second -match '^Roles:') | Should -Match '0 granted now'
        ($second -match '^Numbers:') | Should -Match '^Numbers: 0 added, 0 changed, 50515 unchanged, 541 rejected'
    }

    Context 'The rejects file' {
        It 'imports once its rows are corrected' {
            # Byte for byte: only the first field is replaced, and that by ASCII.
            $encoding = [Text.Encoding]::GetEncoding(28591)
            $lines = [IO.File]::ReadAllLines([IO.Path]::Combine($output, 'numbers.rejects.csv'), $encoding)
            $corrected = [IO.Path]::Combine($output, 'corrected.csv')
            $number = 0
            $fixed = foreach ($line in $lines) {
                if ($number++ -eq 0) { $line } else { '+7495{0:0000000}{1}' -f (5000000 + $number), $line.Substring($line.IndexOf(';')) }
            }
            [IO.File]::WriteAllLines($corrected, [string[]] $fixed, $encoding)
            Connect-OktellInfobase -Path ([IO.Path]::Combine($output, 'infobase.db'))
            try {
                $summary = Import-OktellNumberMap -Path $corrected -Summary
                $summary.Added | Should -Be 541
                $summary.Rejected | Should -Be 0
            }
            finally {
                Disconnect-OktellInfobase
            }
        }
    }
}
