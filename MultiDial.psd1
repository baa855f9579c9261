@{
    RootModule           = 'bin/MultiDial.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5c9f6a52-6f0b-4d0e-9a0e-0f6b5f2f7a11'
    Author               = 'The MultiDial authors'
    CompanyName          = 'The MultiDial authors'
    Copyright            = '(c) The MultiDial authors. MIT licence.'
    Description          = 'Turns one WAN cable of an OpenWrt router into many dialled lines (macvlan with DHCP or PPPoE) and balances traffic over them with mwan3, over SSH.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('bin/MultiDial.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Add-FirewallZoneNetwork'
        'Add-Mwan3Interface'
        'Add-Mwan3Member'
        'Add-Mwan3Rule'
        'Backup-OpenWrtConfiguration'
        'Clear-Mwan3Configuration'
        'Complete-OpenWrtTransaction'
        'Get-FirewallZone'
        'Get-MacvlanDevice'
        'Get-Mwan3Global'
        'Get-Mwan3Interface'
        'Get-Mwan3Member'
        'Get-Mwan3Policy'
        'Get-Mwan3Rule'
        'Get-Mwan3Status'
        'Get-OpenWrtPackage'
        'Get-OpenWrtSession'
        'Get-OpenWrtSystem'
        'Get-OpenWrtTransaction'
        'Get-WanInterface'
        'Install-OpenWrtPackage'
        'Move-Mwan3Rule'
        'New-MacvlanDevice'
        'New-OpenWrtSession'
        'New-WanInterface'
        'Remove-FirewallZoneNetwork'
        'Remove-MacvlanDevice'
        'Remove-Mwan3Interface'
        'Remove-Mwan3Member'
        'Remove-Mwan3Policy'
        'Remove-Mwan3Rule'
        'Remove-OpenWrtSession'
        'Remove-WanInterface'
        'Restart-WanInterface'
        'Restore-OpenWrtConfiguration'
        'Set-MacvlanDevice'
        'Set-Mwan3Global'
        'Set-Mwan3Interface'
        'Set-Mwan3Member'
        'Set-Mwan3Policy'
        'Set-Mwan3Rule'
        'Set-WanInterface'
        'Start-OpenWrtTransaction'
        'Start-WanInterface'
        'Stop-WanInterface'
        'Test-WanConnectivity'
        'Undo-OpenWrtTransaction'
        'Wait-WanInterface'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('OpenWrt', 'mwan3', 'macvlan', 'PPPoE', 'Router', 'SSH', 'LoadBalancing', 'PSEdition_Core', 'Linux', 'Windows', 'MacOS')
            ReleaseNotes = 'The tutorial from one WAN cable to two balanced lines, over SSH. See CHANGELOG.md.'
        }
    }
}
