# Many calls as one change, and a change that cuts the way to the router.
BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module "$root/MultiDial.psd1"
    Import-Module "$PSScriptRoot/Lab.psm1"
    $lab = Start-Lab
    $router = Connect-Lab $lab
    Install-OpenWrtPackage kmod-macvlan, mwan3 | Out-Null
}

AfterAll {
    Get-OpenWrtSession | Remove-OpenWrtSession
    Stop-Lab $lab
}

Describe 'A transaction' {
    It 'collects changes, and makes them as one' {
        Start-OpenWrtTransaction
        New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Dhcp -Metric 20 | Add-Mwan3Interface
        (Get-WanInterface wan2).Up | Should -BeFalse
        $staged = Get-OpenWrtTransaction
        $staged | Should -BeOfType MultiDial.UciChange
        Connect-Lab $lab other | Get-WanInterface wan2 -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Remove-OpenWrtSession other

        $made = Complete-OpenWrtTransaction
        "$made" | Should -Be "$staged"
        (Get-WanInterface wan2).Up | Should -BeTrue
        $router.LastChange.Change | Should -HaveCount $made.Count
    }

    It 'is dropped without a trace' {
        Start-OpenWrtTransaction
        Set-WanInterface wan2 -Metric 99 | Out-Null
        (Undo-OpenWrtTransaction).NewValue | Should -Be 99
        (Get-WanInterface wan2).Metric | Should -Be 20
        { Get-OpenWrtTransaction -ErrorAction Stop } | Should -Throw -ErrorId NoTransaction*
    }

    It 'shows as a table' {
        Start-OpenWrtTransaction
        Set-WanInterface wan2 -Metric 99 | Out-Null
        $text = Get-OpenWrtTransaction | Format-Table | Out-String
        $text | Should -Match 'network\s+wan2\s+metric\s+SetOption\s+20\s+99'
        Undo-OpenWrtTransaction | Out-Null
    }
}

Describe 'A change that cuts the way to the router' {
    It 'is taken back' {
        $brief = New-OpenWrtSession $lab.HostName -Port $lab.Port -KeyFilePath $lab.KeyFilePath -HostKeyFingerprint $lab.HostKeyFingerprint -RollbackTimeout 5s -ConnectTimeout 3s -Name brief
        { Set-WanInterface lan -Address 192.168.77.1/24 -Session $brief -ErrorAction Stop } | Should -Throw -ErrorId RolledBack*
        (Get-WanInterface lan -Session $brief).Address | Should -Be 192.168.1.1
    }
}
