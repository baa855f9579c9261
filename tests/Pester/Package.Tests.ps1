# The package as build.ps1 makes it: from two checkouts, and installed with PowerShell's own means.
BeforeAll {
    $root = Resolve-Path (Join-Path $PSScriptRoot ../..)
    $scratch = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())

    # What a checkout has, without what was built in this one.
    function New-Package([string] $Name) {
        $checkout = Join-Path $scratch $Name
        foreach ($file in Get-ChildItem $root -File -Force) {
            Copy-Item $file (New-Item -ItemType Directory -Force $checkout)
        }
        foreach ($file in Get-ChildItem (Join-Path $root src) -Recurse -File | Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]') {
            $copy = Join-Path $checkout ([IO.Path]::GetRelativePath($root, $file))
            New-Item -ItemType Directory -Force (Split-Path $copy) | Out-Null
            Copy-Item $file $copy
        }
        $said = & (Get-Process -Id $PID).Path @powershell -NoProfile -NonInteractive -File (Join-Path $checkout build.ps1) -Task Package 2>&1
        if ($LASTEXITCODE) {
            throw ($said -join "`n")
        }
        Join-Path $checkout artifacts
    }

    # PowerShell is a .NET tool here, so the process is dotnet's.
    $powershell = @([Environment]::GetCommandLineArgs()[0].Where{ $_ -like '*.dll' })
    $artifacts = New-Package one
    $package = Get-Item "$artifacts/*.nupkg"
}

AfterAll {
    Remove-Item $scratch -Recurse -Force
}

Describe 'The package' {
    It 'is the same wherever it was built' {
        $other = New-Package another-one
        (Get-FileHash "$other/*.nupkg", "$other/*.zip").Hash | Should -Be (Get-FileHash "$artifacts/*.nupkg", "$artifacts/*.zip").Hash
    }

    It 'has the files that the manifest lists, and the symbols have their own' {
        $module = Test-ModuleManifest "$artifacts/MultiDial/*/MultiDial.psd1"
        $files = Get-ChildItem $module.ModuleBase -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($module.ModuleBase, $_).Replace('\', '/') }
        $files | Sort-Object -CaseSensitive | Should -Be ((Import-PowerShellDataFile $module.Path).FileList | Sort-Object -CaseSensitive)
        $files | Where-Object { $_ -like '*.pdb' } | Should -BeNullOrEmpty
        [IO.Compression.ZipFile]::OpenRead((Get-Item "$artifacts/*.symbols.zip")).Entries.Name | Should -Contain 'MultiDial.Model.pdb'
    }

    It 'is published, found, installed and imported' {
        $script = {
            param($Folder, $Package)
            $ErrorActionPreference = 'Stop'
            New-Item -ItemType Directory "$Folder/repository" | Out-Null
            Register-PSResourceRepository -Name Local -Uri "$Folder/repository" -Trusted
            Publish-PSResource -NupkgPath $Package -Repository Local
            Install-PSResource MultiDial -Repository Local
            Import-Module MultiDial
            @{
                Found    = (Find-PSResource MultiDial -Repository Local).Version.ToString()
                Base     = (Get-Module MultiDial).ModuleBase
                Commands = @((Get-Command -Module MultiDial).Name)
                Help     = (Get-Help New-MultiDial).Synopsis
                Error    = "$(try { Get-MultiDial } catch { $_.FullyQualifiedErrorId })"
            } | ConvertTo-Json
        }
        $before = @{}
        foreach ($name in 'HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'PSModulePath') {
            $before[$name] = [Environment]::GetEnvironmentVariable($name) ?? [NullString]::Value
            [Environment]::SetEnvironmentVariable($name, [NullString]::Value)
        }
        # Without the folder .config NuGet would write where it stands.
        New-Item -ItemType Directory "$scratch/home/.config" | Out-Null
        $env:HOME = "$scratch/home"
        try {
            $said = & (Get-Process -Id $PID).Path @powershell -NoProfile -NonInteractive -Command "& { $script } '$scratch/home' '$package'"
        }
        finally {
            foreach ($name in $before.Keys) {
                [Environment]::SetEnvironmentVariable($name, $before[$name])
            }
        }
        $installed = $said | ConvertFrom-Json
        $manifest = Import-PowerShellDataFile "$root/MultiDial.psd1"
        $installed.Found | Should -Be $manifest.ModuleVersion
        $installed.Base | Should -BeLike "$scratch/home/*"
        $installed.Commands | Should -Be $manifest.CmdletsToExport
        $installed.Help | Should -Match '^\w.*\.$'
        $installed.Error | Should -BeLike 'NoSession,*'
    }
}
