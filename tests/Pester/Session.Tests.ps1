# Sessions in a real PowerShell.
BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module "$root/MultiDial.psd1"
    Import-Module "$PSScriptRoot/Lab.psm1"
    $lab = Start-Lab
    $secret = ConvertTo-SecureString $lab.Password -AsPlainText -Force
    $credential = [pscredential]::new('root', $secret)
    $common = @{ Port = $lab.Port; HostName = $lab.HostName }
}

AfterAll {
    Get-OpenWrtSession | Remove-OpenWrtSession
    Stop-Lab $lab
}

Describe 'The import' {
    It 'loads no SSH library and writes nothing to the home folder' {
        $home1 = New-Item -ItemType Directory (Join-Path $TestDrive home)
        $answer = pwsh -NoProfile -NonInteractive -Command "
            `$env:HOME = '$home1'
            Import-Module '$root/MultiDial.psd1'
            [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -like '*Ssh*'
            (Get-Command -Module MultiDial).Count"
        $answer | Should -Be (Get-Command -Module MultiDial).Count
        Get-ChildItem $home1 -Recurse -Force | Should -BeNullOrEmpty
    }

    It 'has no warning, and a second one with -Force works' {
        Import-Module "$root/MultiDial.psd1" -Force -WarningVariable warnings 3>$null
        $warnings | Should -BeNullOrEmpty
        Test-ModuleManifest "$root/MultiDial.psd1" -WarningVariable warnings 3>$null | Should -Not -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'A session' {
    AfterEach { Get-OpenWrtSession | Remove-OpenWrtSession }

    It 'opens with a password and knows the host key' {
        $session = New-OpenWrtSession @common -Credential $credential -HostKeyFingerprint $lab.HostKeyFingerprint
        $session.State | Should -Be Opened
        $session.UserName | Should -Be root
        $session.HostKeyFingerprint | Should -Be $lab.HostKeyFingerprint
        (Get-OpenWrtSystem).Session | Should -Be $session
    }

    It 'opens with a key, and closes' {
        $session = Connect-Lab $lab router1
        Remove-OpenWrtSession router1
        $session.State | Should -Be Closed
        Get-OpenWrtSession | Should -BeNullOrEmpty
    }

    It 'remembers an unknown key in the file that it is told, and then needs no policy' {
        $known = Join-Path $TestDrive known_hosts
        New-OpenWrtSession @common -Credential $credential -KnownHostsPath $known -HostKeyPolicy AcceptNew | Remove-OpenWrtSession
        Get-Content $known | Should -BeLike "*$($lab.Port)*"
        (New-OpenWrtSession @common -Credential $credential -KnownHostsPath $known -HostKeyPolicy Strict).State | Should -Be Opened
    }

    It 'is refused with <Id>' -ForEach @(
        @{ Id = 'AuthenticationFailed'; Arguments = { @{ Credential = [pscredential]::new('root', (ConvertTo-SecureString wrong -AsPlainText -Force)); HostKeyFingerprint = $lab.HostKeyFingerprint } } }
        @{ Id = 'HostKeyUnknown'; Arguments = { @{ Credential = $credential; HostKeyPolicy = 'Strict'; KnownHostsPath = Join-Path $TestDrive nobody } } }
        @{ Id = 'ConnectionFailed'; Arguments = { @{ Port = 1; Credential = $credential; HostKeyFingerprint = $lab.HostKeyFingerprint } } }
    ) {
        $parameters = & $Arguments
        if (-not $parameters.Port) { $parameters.Port = $lab.Port }
        $failure = { New-OpenWrtSession $lab.HostName @parameters } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'is the newest without -Session, and another by name or from the pipeline' {
        $first = Connect-Lab $lab first
        $second = Connect-Lab $lab second
        (Get-OpenWrtSystem).Session | Should -Be $second
        (Get-OpenWrtSystem -Session first).Session | Should -Be $first
        (Get-OpenWrtSystem -Router $first).Session | Should -Be $first
        ($first | Get-OpenWrtSystem).Session | Should -Be $first
        (Get-OpenWrtSession | Get-OpenWrtSystem).Session | Should -HaveCount 2
        Get-OpenWrtSession | Should -HaveCount 2
    }

    It 'works in parallel runspaces' {
        $session = Connect-Lab $lab
        $boards = 1..4 | ForEach-Object -Parallel {
            Import-Module "$using:root/MultiDial.psd1"
            (Get-OpenWrtSystem -Session $using:session).Board
        }
        $boards | Should -HaveCount 4
        $boards | Select-Object -Unique | Should -HaveCount 1
    }

    It 'is missed by name of the error' {
        $failure = { Get-WanInterface } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoSession,*'
        $failure.ErrorDetails.RecommendedAction | Should -BeLike 'New-OpenWrtSession *'
    }

    It 'completes its name and those of lines' {
        Connect-Lab $lab router1 | Out-Null
        (TabExpansion2 'Get-WanInterface -Session rou').CompletionMatches.CompletionText | Should -Be router1
        (TabExpansion2 'Get-WanInterface wa').CompletionMatches.CompletionText | Should -Contain wan
    }
}
