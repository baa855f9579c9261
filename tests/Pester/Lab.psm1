# A lab router for a suite: a child process that the suite ends by its id.
$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)

# The build of the lab that is newest; without one, it is built.
function Find-Lab {
    $builds = Get-ChildItem "$root/tests/MultiDial.Lab/bin/*/net*/MultiDial.Lab.dll" | Sort-Object LastWriteTime -Descending
    if (-not $builds) {
        dotnet build "$root/tests/MultiDial.Lab" --verbosity quiet | Out-Host
        $builds = Get-ChildItem "$root/tests/MultiDial.Lab/bin/*/net*/MultiDial.Lab.dll"
    }
    $builds[0].FullName
}

<#
.SYNOPSIS
Starts a lab router, and gives what it printed about itself.
#>
function Start-Lab {
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet', [string[]]((Find-Lab), 'shell'))
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $deadline = [Threading.CancellationTokenSource]::new([timespan]::FromMinutes(1))
    $lines = while (($line = $process.StandardOutput.ReadLineAsync($deadline.Token).AsTask().GetAwaiter().GetResult()) -notlike 'Lab process*') {
        if ($null -eq $line) { throw 'The lab did not start.' }
        $line
    }
    $text = $lines -join "`n"
    [pscustomobject]@{
        Process            = $process
        HostName           = [regex]::Match($text, 'root@(\S+)').Groups[1].Value
        Port               = [int][regex]::Match($text, '-p (\d+)').Groups[1].Value
        Password           = [regex]::Match($text, 'password: (\S+)').Groups[1].Value
        KeyFilePath        = [regex]::Match($text, 'key file: (\S+)').Groups[1].Value
        HostKeyFingerprint = [regex]::Match($text, 'SHA256:\S+').Value
        EnterLan           = [regex]::Match($text, 'nsenter (.+?) -- busybox').Groups[1].Value -split ' '
    }
}

<#
.SYNOPSIS
Ends a lab router; its namespaces end with it.
#>
function Stop-Lab([pscustomobject] $Lab) {
    if ($Lab) {
        /bin/kill -TERM $Lab.Process.Id
        if (-not $Lab.Process.WaitForExit(10000)) { $Lab.Process.Kill() }
    }
}

<#
.SYNOPSIS
Opens a session to a lab router with its key.
#>
function Connect-Lab([pscustomobject] $Lab, [string] $Name = 'lab') {
    New-OpenWrtSession $Lab.HostName -Port $Lab.Port -KeyFilePath $Lab.KeyFilePath -HostKeyFingerprint $Lab.HostKeyFingerprint -Name $Name
}

<#
.SYNOPSIS
Fetches a page from the computer behind the router.
#>
function Get-LanPage([pscustomobject] $Lab, [string] $Uri) {
    nsenter @($Lab.EnterLan) -- busybox wget -q -O - $Uri
}
