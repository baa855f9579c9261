# The tutorial as a person types it: the script of the lab's demonstration, on a router of its own.
BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module "$root/MultiDial.psd1"
    Import-Module "$PSScriptRoot/Lab.psm1"
    $lab = Start-Lab
    $router = Connect-Lab $lab

    # The session is open already: this computer is not the one behind the router.
    $script = (Get-Content "$root/tests/MultiDial.Lab/Demo/tutorial.ps1" | Where-Object { $_ -notmatch 'New-OpenWrtSession' }) -join "`n"
    $output = . ([scriptblock]::Create($script)) -ErrorVariable failures
    $connectivity = @($output | Where-Object { $_ -is [MultiDial.WanConnectivity] })
}

AfterAll {
    Get-OpenWrtSession | Remove-OpenWrtSession
    Stop-Lab $lab
}

Describe 'The tutorial' {
    It 'runs without an error' {
        $failures | Should -BeNullOrEmpty
        $output.Count | Should -BeGreaterThan 10
    }

    It 'installs what it needs' {
        (Get-OpenWrtPackage kmod-macvlan, mwan3).Installed | Should -Be $true, $true
        (Get-OpenWrtSystem).HasMacvlan | Should -BeTrue
    }

    It 'leaves two lines up, each with an address of its own' {
        $lines = Get-WanInterface wan, wan2
        $lines.Up | Should -Be $true, $true
        $lines.Metric | Should -Be 10, 20
        $lines.Masqueraded | Should -Be $true, $true
        $lines | ForEach-Object Address | Select-Object -Unique | Should -HaveCount 2
    }

    It 'finds both lines online' {
        $connectivity | Should -HaveCount 3
        $connectivity.Online | Should -Be $true, $true, $true
        $connectivity[1, 2].Interface | Should -Be wan, wan2
        $connectivity[1, 2].SourceAddress | Should -Be (Get-WanInterface wan, wan2 | ForEach-Object Address)
    }

    It 'brings the other line back after an exclusive test' {
        $connectivity[0].Interface | Should -Be wan2
        (Get-WanInterface wan).Up | Should -BeTrue
    }

    It 'balances half and half' {
        $shares = (Get-Mwan3Policy balance).Share
        $shares.Interface | Should -Be wan, wan2
        $shares.Percent | Should -Be 50, 50
    }

    It 'puts the rule for one host before the rule for all' {
        $rules = Get-Mwan3Rule
        $rules.Name | Should -Be ss_route, default_route
        $rules.Position | Should -Be 1, 2
        $rules.Policy | Should -Be balance, wan2_only
    }

    It 'has mwan3 track both lines as online' {
        $deadline = [datetime]::UtcNow.AddSeconds(30)
        do { $status = Get-Mwan3Status } until (-not ($status.Status -ne 'Online') -or [datetime]::UtcNow -gt $deadline)
        $status.Interface | Should -Be wan, wan2
        $status.Status | Should -Be Online, Online
    }

    It 'sends traffic of the LAN out by both lines, and what has no rule by wan2' {
        $addresses = Get-WanInterface wan, wan2 | ForEach-Object Address
        1..24 | ForEach-Object { Get-LanPage $lab http://3.4.5.6/ } | Sort-Object -Unique | Should -Be ($addresses | Sort-Object)
        1..4 | ForEach-Object { Get-LanPage $lab http://203.0.113.1/ } | Sort-Object -Unique | Should -Be $addresses[1]
    }
}

Describe 'After the tutorial' {
    It 'changes nothing when what is read is written again' {
        $before = Get-Mwan3Member | Out-String
        $messages = Get-Mwan3Member | Set-Mwan3Member -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        $messages.Message | Should -Contain "'lab' is already so; nothing is written."
        Get-Mwan3Member | Out-String | Should -Be $before
    }

    It 'writes nothing with -WhatIf' {
        Set-Mwan3Member wan_m1_w2 -Weight 9 -WhatIf
        (Get-Mwan3Member wan_m1_w2).Weight | Should -Be 2
    }

    It 'takes rows of a table' {
        "Name,Interface,Metric,Weight`nrow1,wan,3,1`nrow2,wan2,3,2" | ConvertFrom-Csv | Add-Mwan3Member | Out-Null
        (Get-Mwan3Member row*).Weight | Should -Be 1, 2
        Get-Mwan3Member row* | Remove-Mwan3Member
        Get-Mwan3Member row* | Should -BeNullOrEmpty
    }

    It 'refuses to remove what is in use, and says by what and what to do' {
        Remove-Mwan3Member wan_m1_w2 -ErrorVariable refused -ErrorAction SilentlyContinue
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'InUse,*'
        $refused[0].Exception.Message | Should -BeLike '*balance*'
        $refused[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
