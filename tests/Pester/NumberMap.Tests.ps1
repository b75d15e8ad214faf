BeforeAll {
    Import-Module OktellConnect -Force:$false
    $header = "Номер телефона;Тип объекта;Идентификатор;Наименование;Комментарий`r`n"
    $customer = 'СправочникСсылка.Контрагенты;30021c39-e012-45a2-a82b-174c0d5b531d;ООО Маяк;'

    function New-File([string] $Name, [string] $Text) {
        $path = [IO.Path]::Combine("$TestDrive", $Name)
        [IO.File]::WriteAllText($path, $Text, [Text.UTF8Encoding]::new($false))
        $path
    }
}

Describe 'The number map' {
    BeforeEach {
        $file = [IO.Path]::Combine("$TestDrive", [guid]::NewGuid().ToString('N') + '.db')
        Connect-OktellInfobase -Path $file
    }

    AfterEach {
        Disconnect-OktellInfobase
    }

    Context 'Import-OktellNumberMap' {
        It 'gives one object for every row' {
            $path = New-File 'rows.csv' ($header + "8 (916) 123-45-67 доб. 824;$customer=2+5`r`n101, +7 916 1234567;$customer`r`nнет;$customer`r`n102;;;Такси;`r`n")
            $rows = @(Import-OktellNumberMap $path)
            $rows | Should -HaveCount 4
            $rows[0].Action | Should -Be 'Added'
            $rows[0].Number | Should -BeExactly '+79161234567'
            $rows[0].Entries[0].Extension | Should -BeExactly '824'
            $rows[1].Action | Should -Be 'Rejected'
            $rows[1].Reason | Should -Be 'Contradiction'
            $rows[2].Line | Should -Be 4
            $rows[2].Reason | Should -Be 'NumberNoDigits'
            $rows[2].Column | Should -Be 'Номер телефона'
            $rows[3].Object.Type | Should -Be 'Строка'
        }

        It 'says unchanged the second time' {
            $path = New-File 'twice.csv' ($header + "101;$customer`r`n102;$customer`r`n")
            (Import-OktellNumberMap $path -Summary).Added | Should -Be 2
            $again = Import-OktellNumberMap $path -Summary
            $again.Added | Should -Be 0
            $again.Unchanged | Should -Be 2
        }

        It 'writes rejected rows beside the input, ready to be corrected and fed back' {
            $path = New-File 'bad.csv' ($header + "8(495;$customer`r`n101;$customer`r`n")
            $summary = Import-OktellNumberMap $path -Summary
            $summary.RejectPath | Should -Be ([IO.Path]::Combine("$TestDrive", 'bad.rejects.csv'))
            $text = [IO.File]::ReadAllText($summary.RejectPath)
            $text | Should -Match 'Строка;Причина'
            [IO.File]::WriteAllText($summary.RejectPath, $text.Replace('8(495;', '8(495)1234567;'))
            (Import-OktellNumberMap $summary.RejectPath -Summary).Added | Should -Be 1
            (Find-OktellNumberMap '+7 495 123-45-67').ObjectName | Should -Be 'ООО Маяк'
        }

        It 'writes them where it is told' {
            $path = New-File 'told.csv' ($header + "нет;$customer`r`n")
            $rejects = [IO.Path]::Combine("$TestDrive", 'elsewhere.csv')
            $null = Import-OktellNumberMap $path -RejectPath $rejects
            $rejects | Should -Exist
        }

        It 'shows the plan and changes nothing with -WhatIf' {
            $path = New-File 'whatif.csv' ($header + "101;$customer`r`nнет;$customer`r`n")
            $rows = @(Import-OktellNumberMap $path -WhatIf)
            $rows[0].Action | Should -Be 'Added'
            Get-OktellNumberMap | Should -BeNullOrEmpty
            [IO.Path]::Combine("$TestDrive", 'whatif.rejects.csv') | Should -Not -Exist
        }

        It 'replaces the whole map with -Replace' {
            $null = Import-OktellNumberMap (New-File 'first.csv' ($header + "101;$customer`r`n102;$customer`r`n"))
            $summary = Import-OktellNumberMap (New-File 'second.csv' ($header + "102;$customer`r`n103;$customer`r`n")) -Replace -Force -Summary
            $summary.Removed | Should -Be 1
            $summary.Unchanged | Should -Be 1
            @(Get-OktellNumberMap | ForEach-Object { $_.Number }) -join ' ' | Should -Be '102 103'
        }

        It 'changes nothing when the pipeline is cut short, and can be run again' {
            $path = New-File 'cut.csv' ($header + "101;$customer`r`n102;$customer`r`n")
            { Import-OktellNumberMap $path | ForEach-Object { throw 'enough' } } | Should -Throw -ExpectedMessage '*enough*'
            Get-OktellNumberMap | Should -BeNullOrEmpty
            (Import-OktellNumberMap $path -Summary).Added | Should -Be 2
        }

        It 'takes a pattern, relative to the current location' {
            $null = New-File 'only-one.csv' ($header + "101;$customer`r`n")
            $before = $ExecutionContext.SessionState.Path.CurrentLocation.Path
            $null = $ExecutionContext.SessionState.Path.SetLocation("$TestDrive")
            try {
                (Import-OktellNumberMap 'only-o*.csv' -Summary).Added | Should -Be 1
            }
            finally {
                $null = $ExecutionContext.SessionState.Path.SetLocation($before)
            }
        }

        It 'refuses <Name> with <Id> and leaves everything as it was' -TestCases @(
            @{ Name = 'a file that is not there'; Id = 'FileNotFound'; Text = $null }
            @{ Name = 'an empty file'; Id = 'FileEmpty'; Text = '' }
            @{ Name = 'a file without a header'; Id = 'HeaderMissing'; Text = "101;Строка;;Такси;`r`n" }
            @{ Name = 'a wrong header'; Id = 'ColumnMissing'; Text = "Кто;Где;Когда`r`n1;2;3`r`n" }
            @{ Name = 'a missing column'; Id = 'ColumnMissing'; Text = "Номер телефона;Тип объекта;Наименование`r`n101;;Такси`r`n" }
            @{ Name = 'a column given twice'; Id = 'ColumnDuplicate'; Text = "Номер телефона;Номер телефона;Тип объекта;Идентификатор;Наименование`r`n" }
            @{ Name = 'an unbalanced quote'; Id = 'QuoteUnbalanced'; Text = "Номер телефона;Тип объекта;Идентификатор;Наименование`r`n101;;;Такси`r`n102;;;`"Такси`r`n103;;;Такси`r`n" }
            @{ Name = 'a row of more than a megabyte'; Id = 'RowTooLong'; Text = "Номер телефона;Тип объекта;Идентификатор;Наименование`r`n101;;;Такси`r`n102;;;" + ('x' * 1100000) }
        ) {
            $path = [IO.Path]::Combine("$TestDrive", 'refused.csv')
            [IO.File]::Delete($path)
            if ($null -ne $Text) {
                $path = New-File 'refused.csv' $Text
            }

            { Import-OktellNumberMap $path -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
            Get-OktellNumberMap | Should -BeNullOrEmpty
            [IO.Path]::Combine("$TestDrive", 'refused.rejects.csv') | Should -Not -Exist
        }

        It 'refuses a file in two encodings and names the line' {
            $path = New-File 'mixed.csv' ($header + "101;;;Такси;`r`n")
            $bytes = [Collections.Generic.List[byte]]::new([IO.File]::ReadAllBytes($path))
            $bytes.AddRange([byte[]] (0x31, 0x30, 0x32, 0x3B, 0x3B, 0x3B, 0xD2, 0xE0, 0xEA, 0xF1, 0xE8, 0x3B, 0x0D, 0x0A))
            [IO.File]::WriteAllBytes($path, $bytes.ToArray())
            { Import-OktellNumberMap $path -ErrorAction Stop } | Should -Throw -ErrorId 'EncodingMixed,*'
            { Import-OktellNumberMap $path -ErrorAction Stop } | Should -Throw -ExpectedMessage '*line 3, column 7*'
        }

        It 'needs an infobase' {
            Disconnect-OktellInfobase
            { Import-OktellNumberMap 'x.csv' -ErrorAction Stop } | Should -Throw -ErrorId 'InfobaseNotConnected,*'
            Connect-OktellInfobase -Path $file
        }
    }

    Context 'Test-OktellNumberMap' {
        It 'says of every row what the import then does' {
            $path = New-File 'plan.csv' ($header + "101;$customer`r`n101;$customer`r`nнет;$customer`r`n")
            $plan = @(Test-OktellNumberMap -Path $path | ForEach-Object { "$($_.Line) $($_.Action) $($_.Reason)" }) -join '|'
            $plan | Should -Be '2 Added |3 Unchanged |4 Rejected NumberNoDigits'
            Get-OktellNumberMap | Should -BeNullOrEmpty
            @(Import-OktellNumberMap -Path $path | ForEach-Object { "$($_.Line) $($_.Action) $($_.Reason)" }) -join '|' | Should -Be $plan
        }

        It 'tells encoding and separator' {
            $summary = Test-OktellNumberMap -Path (New-File 'tabs.csv' (($header + "101;$customer`r`n").Replace(';', "`t"))) -Summary
            $summary.Encoding | Should -Be 'UTF-8'
            $summary.Separator | Should -Be "`t"
            $summary.Applied | Should -BeFalse
        }
    }

    Context 'Find-OktellNumberMap' {
        BeforeEach {
            Set-OktellNumberMap -Number '+79161234567' -ObjectType 'СправочникСсылка.Контрагенты' -ObjectId '30021c39-e012-45a2-a82b-174c0d5b531d' -ObjectName 'ООО Маяк'
        }

        It 'finds <_> whatever the spelling' -ForEach '89161234567', '8 (916) 123-45-67', '916 1234567', 'тел. 8(916)123-45-67 доб. 5' {
            (Find-OktellNumberMap -Number $_).ObjectName | Should -Be 'ООО Маяк'
        }

        It 'emits nothing for a number that is not known' {
            Find-OktellNumberMap -Number '+79990000000' -ErrorAction Stop | Should -BeNullOrEmpty
        }

        It 'takes numbers from the pipeline and goes on after one that is none' {
            $found = @('нет', '89161234567' | Find-OktellNumberMap -ErrorAction SilentlyContinue -ErrorVariable failures)
            $found | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId | Should -BeLike 'NumberNotUnderstood,*'
        }
    }

    Context 'Set-, Get- and Remove-OktellNumberMap' {
        It 'adds, changes and removes one entry' {
            $added = Set-OktellNumberMap -Number '8 (916) 123-45-67 доб. 824' -Text 'Такси' -Comment 'ночью' -PassThru
            $added.Number | Should -BeExactly '+79161234567'
            $added.Extension | Should -BeExactly '824'
            $changed = Set-OktellNumberMap -Number '89161234567' -Text 'Такси' -Comment 'днём' -PassThru
            $changed.Extension | Should -BeExactly '824'
            $changed.Comment | Should -Be 'днём'
            @(Get-OktellNumberMap) | Should -HaveCount 1
            Remove-OktellNumberMap -Number '89161234567' -Confirm:$false
            Get-OktellNumberMap | Should -BeNullOrEmpty
        }

        It 'pipes entries from one command to another' {
            $null = Import-OktellNumberMap (New-File 'pipe.csv' ($header + "101;$customer`r`n102;$customer`r`n102;;;Такси;`r`n"))
            Get-OktellNumberMap -Number 102 | Set-OktellNumberMap -Comment 'проверено'
            @(Get-OktellNumberMap | Where-Object { $_.Comment -eq 'проверено' }) | Should -HaveCount 2
            Get-OktellNumberMap -ObjectType 'Строка' | Remove-OktellNumberMap -Confirm:$false
            @(Get-OktellNumberMap) | Should -HaveCount 2
            @(Get-OktellNumberMap -ObjectName 'ООО*') | Should -HaveCount 2
        }

        It 'changes nothing with -WhatIf' {
            Set-OktellNumberMap -Number 101 -Text 'Такси' -WhatIf
            Get-OktellNumberMap | Should -BeNullOrEmpty
            Set-OktellNumberMap -Number 101 -Text 'Такси'
            Remove-OktellNumberMap -Number 101 -WhatIf
            @(Get-OktellNumberMap) | Should -HaveCount 1
        }

        It 'says what is wrong with a parameter' {
            { Set-OktellNumberMap -Number '8(495' -Text 'x' -ErrorAction Stop } | Should -Throw -ErrorId 'NumberNotUnderstood,*'
            { Set-OktellNumberMap -Number 101 -ObjectType 'Контрагенты' -ObjectId ([guid]::NewGuid()) -ErrorAction Stop } | Should -Throw -ErrorId 'ObjectNotUnderstood,*'
            { Remove-OktellNumberMap -Number 999 -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'NumberMapEntryNotFound,*'
        }
    }

    Context 'Export-OktellNumberMap' {
        It 'writes a file that imports with nothing changed' {
            $null = Import-OktellNumberMap (New-File 'in.csv' ($header + "89161234567 доб. 824;$customer=2+5`r`n101;;;`"-Такси; ночное`";@бух`r`n"))
            $export = [IO.Path]::Combine("$TestDrive", 'export.csv')
            (Export-OktellNumberMap -Path $export -PassThru).FullName | Should -Be $export
            [IO.File]::ReadAllText($export) | Should -Match "'=2\+5"
            $again = Import-OktellNumberMap $export -Summary
            $again.Unchanged | Should -Be 2
            $again.Added + $again.Changed + $again.Rejected | Should -Be 0
        }

        It 'keeps a file that is there with -NoClobber and with -WhatIf' {
            $export = New-File 'kept.csv' 'before'
            { Export-OktellNumberMap -Path $export -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'ExportFileExists,*'
            Export-OktellNumberMap -Path $export -WhatIf
            [IO.File]::ReadAllText($export) | Should -Be 'before'
        }
    }

    Context 'Object types' {
        It 'are added and changed by name' {
            Set-OktellObjectType -Name 'СправочникСсылка.Поставщики' -ShowInTabs $false
            $type = Get-OktellObjectType -Name '*Поставщики'
            $type.ShowInTabs | Should -BeFalse
            $type.IdentifyByNumber | Should -BeTrue
            $type | Set-OktellObjectType -ShowInTabs $true
            (Get-OktellObjectType '*Поставщики').ShowInTabs | Should -BeTrue
        }

        It 'must be references' {
            { Set-OktellObjectType -Name 'Поставщики' -ErrorAction Stop } | Should -Throw -ErrorId 'ObjectNotUnderstood,*'
        }
    }
}
