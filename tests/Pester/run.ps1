# Runs the Pester suites, each against a lab router of its own. Used by .ci/run; works by hand too.
param([string] $PesterVersion)
$ErrorActionPreference = 'Stop'
$module = $PesterVersion ? @{ RequiredVersion = $PesterVersion } : @{ MinimumVersion = '5.0' }
Import-Module Pester @module
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.Exit = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
Invoke-Pester -Configuration $configuration
