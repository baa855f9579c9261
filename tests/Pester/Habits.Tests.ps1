# Where people use sessions besides the prompt: runspaces, jobs, restricted languages; and SSH as they are used to it.
BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module "$root/MultiDial.psd1"
    Import-Module "$PSScriptRoot/Lab.psm1"
    $lab = Start-Lab
    $common = @{ HostName = $lab.HostName; Port = $lab.Port; HostKeyFingerprint = $lab.HostKeyFingerprint }
    $byKey = $common + @{ KeyFilePath = $lab.KeyFilePath }
    $ssh = New-Item -ItemType Directory (Join-Path $TestDrive home/.ssh)
    $config = Join-Path $ssh config
    @"
Host home
  HostName $($lab.HostName)
  Port $($lab.Port)
  User root
  IdentityFile $($lab.KeyFilePath)
Host behind
  HostName 192.168.1.1
  ProxyJump home
  IdentityFile $($lab.KeyFilePath)
Host *
  StrictHostKeyChecking accept-new
  UserKnownHostsFile $(Join-Path $TestDrive known_hosts)
"@ | Set-Content $config
}

AfterAll {
    Get-OpenWrtSession | Remove-OpenWrtSession
    Stop-Lab $lab
}

Describe 'Runspaces and jobs' {
    BeforeAll { $session = Connect-Lab $lab shared }

    It 'a session goes along into <Where>, as itself, by its name, from the pipeline and as the only one' -ForEach @(
        @{ Where = 'ForEach-Object -Parallel'; Run = { param($work, $session) $session | ForEach-Object -Parallel ([scriptblock]::Create($work)) } }
        @{ Where = 'Start-ThreadJob'; Run = { param($work, $session) Start-ThreadJob -InputObject $session ([scriptblock]::Create("`$input | ForEach-Object { $work }")) | Receive-Job -Wait -AutoRemoveJob } }
    ) {
        $names = & $Run "Import-Module '$root/MultiDial.psd1'
            (Get-WanInterface wan -Session `$_).Name
            (Get-WanInterface wan -Session `$_.Name).Name
            (`$_ | Get-WanInterface wan).Name
            (Get-WanInterface wan).Name" $session
        $names | Should -Be wan, wan, wan, wan
        $session.State | Should -Be Opened
    }

    It 'a session that was opened in another runspace outlives it' {
        $opened = 1, 2 | ForEach-Object -Parallel {
            Import-Module "$using:root/MultiDial.psd1"
            $parameters = $using:byKey
            New-OpenWrtSession @parameters -Name "parallel$_"
        }
        (Get-WanInterface wan -Session $opened).Name | Should -Be wan, wan
        $opened | Remove-OpenWrtSession
    }

    It 'Start-Job is told how to go on' {
        $failures = Start-Job {
            Import-Module "$using:root/MultiDial.psd1"
            $session = $using:session
            foreach ($command in { Get-WanInterface -Session $session -ErrorAction Stop }, { $session | Get-WanInterface -ErrorAction Stop }) {
                try { & $command } catch { "$($_.FullyQualifiedErrorId) $_ $($_.ErrorDetails.RecommendedAction)" }
            }
        } | Receive-Job -Wait -AutoRemoveJob
        $failures | Should -HaveCount 2
        $failures | Should -BeLike "NoSession,*'shared' belongs to the PowerShell that opened it*New-OpenWrtSession $($lab.HostName) -Port $($lab.Port) *Start-ThreadJob*"
    }

    It 'what a job is given of a session is missed by the session''s name, and what it gives finds it again' {
        $line = Get-WanInterface wan
        $job = Start-Job {
            Import-Module "$using:root/MultiDial.psd1"
            try { $using:line | Stop-WanInterface -WhatIf -ErrorAction Stop } catch { "$_" }
            $parameters = $using:byKey
            $null = New-OpenWrtSession @parameters -Name shared
            ($using:line | Get-WanInterface).Session.Name
            Get-WanInterface wan
        }
        $missed, $found, $copy = $job | Receive-Job -Wait -AutoRemoveJob
        $missed | Should -BeLike "*'shared'*"
        $found | Should -Be shared
        $other = Connect-Lab $lab newest
        ($copy | Get-WanInterface).Session | Should -Be $session
        Remove-OpenWrtSession $other
    }

    It 'a restricted language is enough' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$root/MultiDial.psd1'; `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'").Invoke()
            $shell.Commands.Clear()
            $result = $shell.AddScript("
                New-OpenWrtSession $($lab.HostName) -Port $($lab.Port) -KeyFilePath '$($lab.KeyFilePath)' -HostKeyFingerprint $($lab.HostKeyFingerprint) -ConnectTimeout 20s -Name narrow
                'Name,Metric', 'wan,7' | ConvertFrom-Csv | Set-WanInterface -WhatIf
                Get-WanInterface wan -Session narrow | Format-List | Out-String
                Remove-OpenWrtSession narrow").Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $result[0].Name | Should -Be narrow
            $result[1] | Should -BeLike '*wan*'
        }
        finally { $shell.Dispose() }
    }
}

Describe 'SSH as the user''s ssh' {
    AfterEach { Get-OpenWrtSession | Remove-OpenWrtSession }

    It 'reads ~/.ssh/config unless it is told not to' {
        $answer = pwsh -NoProfile -NonInteractive -Command "
            `$env:HOME = '$(Split-Path $ssh)'
            Import-Module '$root/MultiDial.psd1'
            `$session = New-OpenWrtSession home
            `$session.HostName, `$session.UserName, `$session.Port, (Get-WanInterface wan).Name -join ' '
            try { New-OpenWrtSession home -ConfigFile none } catch { `$_.FullyQualifiedErrorId }"
        $answer[0] | Should -Be "home root $($lab.Port) wan"
        $answer[1] | Should -BeLike 'InvalidValue,*'
    }

    It 'changes a router behind a jump host, and the change is confirmed the same way' {
        $session = New-OpenWrtSession behind -ConfigFile $config
        Set-WanInterface wan -Metric 17
        (Get-WanInterface wan).Metric | Should -Be 17
        $session.LastChange | Should -Not -BeNullOrEmpty
        Set-WanInterface wan -Metric $null
        Get-Content (Join-Path $TestDrive known_hosts) | Should -HaveCount 2
    }

    It 'takes keys from an agent, in jobs too' {
        $before = $env:SSH_AUTH_SOCK
        $env:SSH_AUTH_SOCK = Join-Path ([IO.Path]::GetTempPath()) "agent$PID"
        $agent = Start-Process ssh-agent '-D', '-a', $env:SSH_AUTH_SOCK -PassThru -RedirectStandardOutput (Join-Path $TestDrive agent)
        try {
            for ($i = 0; $i -lt 100 -and -not (Test-Path $env:SSH_AUTH_SOCK); $i++) { Start-Sleep -Milliseconds 50 }
            ssh-add -q $lab.KeyFilePath
            $none = @{ ConfigFile = 'none' }
            (New-OpenWrtSession @common @none).State | Should -Be Opened
            Start-Job {
                Import-Module "$using:root/MultiDial.psd1"
                $common, $none = $using:common, $using:none
                "$((New-OpenWrtSession @common @none).State)"
            } | Receive-Job -Wait -AutoRemoveJob | Should -Be Opened
        }
        finally {
            Stop-Process $agent
            $env:SSH_AUTH_SOCK = $before
        }
    }

    It 'takes what Get-Secret gives as -Credential' {
        function Get-Secret($Name) { [pscredential]::new('root', (ConvertTo-SecureString $lab.Password -AsPlainText -Force)) }
        (New-OpenWrtSession @common -Credential (Get-Secret router1)).State | Should -Be Opened
    }
}
