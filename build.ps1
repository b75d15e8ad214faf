<#
.SYNOPSIS
Builds, tests and packs OktellConnect. Every task is a dotnet command underneath and runs in any PowerShell.

.PARAMETER Task
What to do, in the order given.
  Build       builds the solution and stages the module in out/module/OktellConnect
  Test        runs all tests; where Pester 5 or later is installed, tests/Pester runs in it instead of in the host
  Docs        builds the external help from docs/
  Pack        builds, checks the staged manifest and packs the module as out/OktellConnect-<version>.zip
  Quickstart  runs samples/quickstart.ps1 against the simulator and an embedded infobase in out/

.PARAMETER Configuration
Release, unless debugging.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Docs', 'Pack', 'Quickstart')]
    [string[]] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
$root = $PSScriptRoot
$module = [IO.Path]::Combine($root, 'out', 'module', 'OktellConnect')

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $args ended with $LASTEXITCODE."
    }
}

function Invoke-Build {
    Invoke-DotNet build "$root/OktellConnect.PS.sln" -c $Configuration
}

function Invoke-Tests {
    $pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -ge 5 }
    if (-not $pester) {
        Invoke-DotNet test --solution "$root/OktellConnect.PS.sln" -c $Configuration
        return
    }

    # The same files, in the real thing; the xunit project that runs them in the host is left out.
    Invoke-Build
    $env:PSModulePath = [IO.Path]::GetDirectoryName($module) + [IO.Path]::PathSeparator + $env:PSModulePath
    foreach ($project in [IO.Directory]::GetFiles("$root/tests", '*.Tests.csproj', 'AllDirectories')) {
        if ($project -notlike '*OktellConnect.Pester.Tests*') {
            Invoke-DotNet test --project $project -c $Configuration --no-build
        }
    }

    Import-Module Pester -MinimumVersion 5.0
    $run = Invoke-Pester -Path "$root/tests/Pester" -PassThru
    if ($run.Result -ne 'Passed') {
        throw "Pester: $($run.FailedCount) failed."
    }
}

function Invoke-Docs {
    Invoke-DotNet build "$root/src/OktellConnect.Module" -c $Configuration
}

function Invoke-Pack {
    Invoke-Build
    $manifest = Test-ModuleManifest "$module/OktellConnect.psd1"
    $package = "$root/out/OktellConnect-$($manifest.Version).zip"
    [IO.File]::Delete($package)
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [IO.Compression.ZipFile]::CreateFromDirectory($module, $package, 'Optimal', $true)
    "Packed $package"
}

function Invoke-Quickstart {
    Invoke-DotNet run --project "$root/tools/OktellConnect.Host" -c $Configuration -- "$root/samples/quickstart.ps1"
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' { Invoke-Build }
        'Test' { Invoke-Tests }
        'Docs' { Invoke-Docs }
        'Pack' { Invoke-Pack }
        'Quickstart' { Invoke-Quickstart }
    }
}
