# The help as Get-Help shows it.
BeforeDiscovery {
    Import-Module "$(Split-Path (Split-Path $PSScriptRoot))/MultiDial.psd1"
    $cmdlets = Get-Command -Module MultiDial | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
}

Describe 'The help of <Name>' -ForEach $cmdlets {
    BeforeAll { $help = Get-Help $Name -Full }

    It 'is written, not made up from the syntax' {
        $help.Synopsis | Should -Match '\.$'
        $help.description.Text | Should -Not -BeNullOrEmpty
    }

    It 'describes each parameter' {
        $common = [Management.Automation.Cmdlet]::CommonParameters
        $described = $help.parameters.parameter | Where-Object { $_.description.Text }
        $Command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object | Should -Be ($described.name | Sort-Object)
    }

    It 'has examples that run as they stand' {
        $help.examples.example.Count | Should -BeGreaterOrEqual 2
        $help.examples.example.remarks.Text | Should -Not -BeNullOrEmpty
        foreach ($code in $help.examples.example.code) {
            { [scriptblock]::Create($code) } | Should -Not -Throw
        }
    }
}

Describe 'The topic about errors' {
    It 'explains each id' {
        $topic = Get-Help about_MultiDial_Errors | Out-String
        [Enum]::GetNames([MultiDial.Errors.ErrorId]) | ForEach-Object { $topic | Should -Match "(?m)^    $_\s*$" }
    }
}
