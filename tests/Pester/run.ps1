# Runs the Pester suites, each against a lab router of its own. The tests of the solution run each suite so; it works by hand too.
#requires -Version 7.6
[CmdletBinding()]
param(
    [string] $Path = $PSScriptRoot,

    [string] $PesterModule = 'Pester',

    # Where the results go as JSON. Without it, the exit code tells whether all tests passed.
    [string] $ResultPath
)
$ErrorActionPreference = 'Stop'
Import-Module $PesterModule -MinimumVersion 6.0
$run = Invoke-Pester -Configuration @{
    Run    = @{ Path = $Path; PassThru = $true; Exit = -not $ResultPath }
    Output = @{ Verbosity = 'Detailed'; RenderMode = 'Plaintext'; CIFormat = 'None' }
}
if ($ResultPath) {
    $failures = @($run.FailedContainers) + @($run.FailedBlocks)
    $run.Tests + $failures | ForEach-Object {
        @{
            Name    = $_.ExpandedPath ?? 'as a whole'
            Result  = $_.Result
            Message = @($_.ErrorRecord | ForEach-Object { $_.DisplayErrorMessage, $_.DisplayStackTrace }) -join "`n"
        }
    } | ConvertTo-Json -AsArray | Set-Content $ResultPath
}
