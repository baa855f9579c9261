# docs/many-routers.md, as it is written there, with two routers and as many jobs.
BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module "$root/MultiDial.psd1"
    Import-Module "$PSScriptRoot/Lab.psm1"
    $labs = @(Start-Lab) + @(Start-Lab)
    $number = 0
    $labs | ForEach-Object {
        [pscustomobject]@{
            HostName = $_.HostName; Port = $_.Port; Name = "router$((++$number))"
            KeyFilePath = $_.KeyFilePath; KnownHostsPath = Join-Path $TestDrive known_hosts
        }
    } | Export-Csv (Join-Path $TestDrive routers.csv)
    $modules = New-Item -ItemType Directory (Join-Path $TestDrive modules)
    New-Item -ItemType SymbolicLink (Join-Path $modules MultiDial) -Target $root | Out-Null
    $path = $env:PSModulePath
    $env:PSModulePath = "$modules$([IO.Path]::PathSeparator)$path"
    Import-Csv (Join-Path $TestDrive routers.csv) | New-OpenWrtSession -HostKeyPolicy AcceptNew | Install-OpenWrtPackage kmod-macvlan, mwan3
    $example = [regex]::Match((Get-Content -Raw "$root/docs/many-routers.md"), '(?s)```powershell\n(.*?)```').Groups[1].Value
}

AfterAll {
    Get-OpenWrtSession | Remove-OpenWrtSession
    $env:PSModulePath = $path
    $labs | ForEach-Object { Stop-Lab $_ }
}

Describe 'The example that shares a list out' {
    It 'configures each router once, and what comes back is whole' {
        Push-Location $TestDrive
        $failed = . ([scriptblock]::Create($example))
        Pop-Location
        $failures | Should -BeNullOrEmpty
        $failed | Should -BeNullOrEmpty
        $lines | ForEach-Object { "$($_.Session) $($_.Name) $($_.Status)" } | Sort-Object | Should -Be @(
            'router1 wan Online', 'router1 wan2 Online', 'router2 wan Online', 'router2 wan2 Online')
        $lines | Where-Object { -not $_.Address -or $_.TrackIp.Count -lt 2 } | Should -BeNullOrEmpty
    }

    It 'leaves the lines on the routers' {
        Get-MultiDial -Session router1, router2 | Should -HaveCount 4
    }
}
