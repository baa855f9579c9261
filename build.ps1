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

# The module as a folder: what the manifest lists, and nothing else.
function Export-Module([string] $Configuration) {
    Invoke-Build $Configuration
    $manifest = Import-PowerShellDataFile MultiDial.psd1
    $folder = New-Item -ItemType Directory -Force "artifacts/MultiDial/$($manifest.ModuleVersion)"
    Remove-Item "$folder/*" -Recurse -Force
    foreach ($file in $manifest.FileList) {
        New-Item -ItemType Directory -Force (Split-Path "$folder/$file") | Out-Null
        Copy-Item $file -Destination "$folder/$file"
    }
    Test-ModuleManifest "$folder/MultiDial.psd1"
}

# Writes an archive whose entries are in one order and of one date, so that the same sources make the same file.
function Write-Archive([string] $Path, [Collections.Generic.SortedDictionary[string, byte[]]] $Files) {
    $archive = [IO.Compression.ZipFile]::Open((New-Item -Force $Path), 'Update')
    try {
        foreach ($name in $Files.Keys) {
            $entry = $archive.CreateEntry($name)
            $entry.LastWriteTime = [DateTimeOffset]::new(2000, 1, 1, 0, 0, 0, 0)
            $stream = $entry.Open()
            $stream.Write($Files[$name])
            $stream.Dispose()
        }
    }
    finally {
        $archive.Dispose()
    }
    Get-Item $Path
}

function New-FileTable { , [Collections.Generic.SortedDictionary[string, byte[]]]::new([StringComparer]::Ordinal) }

# The package for Publish-PSResource and Install-PSResource, without what NuGet makes anew each time: a file of a random name,
# which repeats the nuspec, and the order of the lists.
function Export-Package([PSModuleInfo] $Module) {
    $scratch = New-Item -ItemType Directory -Force artifacts/scratch
    try {
        $packed = Compress-PSResource -Path $Module.ModuleBase -DestinationPath $scratch -PassThru
        $files = New-FileTable
        $archive = [IO.Compression.ZipFile]::OpenRead($packed)
        foreach ($entry in $archive.Entries.Where{ -not $_.FullName.StartsWith('package/') }) {
            $bytes = [IO.MemoryStream]::new()
            $entry.Open().CopyTo($bytes)
            $files[$entry.FullName] = $bytes.ToArray()
        }
        $archive.Dispose()
        foreach ($name in '_rels/.rels', '[Content_Types].xml') {
            $list = [xml]::new()
            $list.Load([IO.MemoryStream]::new($files[$name]))
            $entries = $list.DocumentElement.ChildNodes.Where{ $_.OuterXml -notmatch 'core-properties' } | Sort-Object OuterXml
            $list.DocumentElement.IsEmpty = $true
            $entries.ForEach{ $list.DocumentElement.AppendChild($_) } | Out-Null
            $files[$name] = [Text.Encoding]::UTF8.GetBytes($list.OuterXml)
        }
        Write-Archive "artifacts/$($packed.Name)" $files
    }
    finally {
        Remove-Item $scratch -Recurse
    }
}

# The symbols, which nobody needs to run the module.
function Export-Symbol([PSModuleInfo] $Module) {
    $files = New-FileTable
    foreach ($file in Get-ChildItem bin -Recurse -Filter *.pdb) {
        $files[[IO.Path]::GetRelativePath($PWD, $file).Replace('\', '/')] = [IO.File]::ReadAllBytes($file)
    }
    Write-Archive "artifacts/MultiDial.$($Module.Version).symbols.zip" $files
}

function Copy-Module([PSModuleInfo] $Module, [string] $Destination) {
    $target = New-Item -ItemType Directory -Force (Join-Path $Destination MultiDial)
    Copy-Item $Module.ModuleBase -Destination $target -Recurse -Force
    Get-Item (Join-Path $target $Module.Version)
}

switch ($Task) {
    Build { Invoke-Build $Configuration }
    Test { dotnet test MultiDial.sln --configuration $Configuration }
    Package {
        $module = Export-Module $Configuration
        Export-Package $module
        Export-Symbol $module
    }
    Install { Copy-Module (Export-Module $Configuration) $Destination }
    Demo { dotnet run --project tests/MultiDial.Lab --configuration $Configuration }
}
