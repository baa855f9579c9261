# What a person sees of the objects, in a console of 80 columns.
BeforeDiscovery {
    $types = 'OpenWrtSession', 'OpenWrtPackage', 'MacvlanDevice', 'WanInterface', 'FirewallZone', 'Mwan3Interface', 'Mwan3Member',
        'Mwan3Policy', 'Mwan3Rule', 'Mwan3Status', 'WanConnectivity', 'OpenWrtSystem', 'Mwan3Global', 'MultiDialWatch' | ForEach-Object { @{ Type = $_ } }
}

BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module "$root/MultiDial.psd1"
    Import-Module "$PSScriptRoot/Lab.psm1"
    $PSStyle.OutputRendering = 'PlainText'
    $lab = Start-Lab
    $objects = & {
        Connect-Lab $lab
        Install-OpenWrtPackage kmod-macvlan, mwan3
        New-MacvlanDevice veth0 -Parent eth0.2
        Clear-Mwan3Configuration
        Add-Mwan3Interface wan -TrackIp 1.1.1.1, 8.8.8.8
        $member = Add-Mwan3Member -Interface wan -Metric 1 -Weight 1
        $member
        $member | Set-Mwan3Policy balance
        Add-Mwan3Rule default_route -Policy balance -Family IPv4 -DestinationAddress 198.51.100.0/24
        Get-WanInterface wan
        Get-FirewallZone
        Get-Mwan3Status
        Test-WanConnectivity wan -Count 1
        Get-OpenWrtSystem
        Get-Mwan3Global
        Register-MultiDialWatch wan
    } | Group-Object { $_.GetType().Name } -AsHashTable
}

AfterAll {
    Get-OpenWrtSession | Remove-OpenWrtSession
    Stop-Lab $lab
}

Describe 'A <Type>' -ForEach $types {
    It 'fits its console, with a header on one line and whole values' {
        $lines = $objects[$Type] | Out-String -Width 80 -Stream | Where-Object { $_ }
        $lines | ForEach-Object { $_.Length } | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
        $lines -join "`n" | Should -Not -Match ([char]0x2026)
        if ($lines[0] -notmatch ' : ') { $lines[1] | Should -Match '^[ -]+$' }
    }

    It 'shows its name first and all it has in a list' {
        $lines = $objects[$Type][0] | Format-List | Out-String -Width 120 -Stream | Where-Object { $_ }
        $first = $lines[0] -replace ' *:.*'
        $first | Should -BeIn 'Name', 'Interface', 'Id', 'Release', 'MarkMask'
        if ($first -in 'Name', 'Interface') { $lines[0] | Should -Match ': \S' }
        $lines[-1] | Should -Match '^(Session|RollbackTimeout) '
    }
}
