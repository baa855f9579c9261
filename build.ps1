#!/usr/bin/env pwsh
#requires -Version 7.6
<#
.SYNOPSIS
Builds, tests, packs, installs or shows MultiDial. Each task is a few dotnet commands that work without PowerShell too.
.EXAMPLE
./build.ps1 -Task Build, Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package', 'Install', 'Demo')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # The folder for the Install task: one of PSModulePath.
    [string] $Destination = (($env:PSModulePath -split [IO.Path]::PathSeparator)[0])
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location $PSScriptRoot

function Invoke-Build([string] $Configuration) {
    dotnet build src/MultiDial.Ssh --configuration $Configuration | Out-Host
    dotnet build src/MultiDial.Help --configuration $Configuration | Out-Host
}

# The module as a folder: the manifest, what it names, and nothing else.
function Export-Package([string] $Configuration) {
    Invoke-Build $Configuration
    $version = (Import-PowerShellDataFile MultiDial.psd1).ModuleVersion
    $folder = New-Item -ItemType Directory -Force "artifacts/MultiDial/$version"
    Remove-Item "$folder/*" -Recurse -Force
    Copy-Item MultiDial.psd1, LICENSE, THIRD-PARTY-NOTICES.md, README.md, CHANGELOG.md, bin, en-US -Destination $folder -Recurse
    Get-ChildItem $folder -Recurse -Filter *.pdb | Remove-Item
    Test-ModuleManifest "$folder/MultiDial.psd1"
}

function Copy-Package([string] $Configuration, [string] $Destination) {
    $module = Export-Package $Configuration
    $target = New-Item -ItemType Directory -Force (Join-Path $Destination MultiDial)
    Copy-Item $module.ModuleBase -Destination $target -Recurse -Force
    Get-Item (Join-Path $target $module.Version)
}

switch ($Task) {
    Build { Invoke-Build $Configuration }
    Test { dotnet test MultiDial.sln --configuration $Configuration }
    Package { Export-Package $Configuration }
    Install { Copy-Package $Configuration $Destination }
    Demo { dotnet run --project tests/MultiDial.Lab --configuration $Configuration }
}
