@{
    RootModule        = 'OktellConnect.Bench.EmptyModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = '5b8d0c8e-3f1a-4a55-9a2e-0e7b3b0d6c11'
    Author            = 'OktellConnect contributors'
    Description       = 'Empty, to measure others against.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport   = @()
    CmdletsToExport   = @('Get-Nothing')
}
