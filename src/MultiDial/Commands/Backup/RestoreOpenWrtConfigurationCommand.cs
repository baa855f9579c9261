using System.Management.Automation;
using MultiDial.Backup;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Restores the saved configuration of a router, byte for byte and as one change.</summary>
/// <remarks>
/// It takes files of Backup-OpenWrtConfiguration and backups made by LuCI or sysupgrade, but only network, firewall and
/// mwan3 from them. What is already as in the backup is not written, and its service is not reloaded. It returns the
/// changes, as Get-OpenWrtTransaction does.
/// </remarks>
/// <example>
/// <para>Shows first what would change.</para>
/// <code>Restore-OpenWrtConfiguration ~/router.tar.gz -WhatIf</code>
/// </example>
/// <example>
/// <para>Only the load balancing, from a backup made by LuCI.</para>
/// <code>Restore-OpenWrtConfiguration ./backup-OpenWrt-2026-11-22.tar.gz -Package mwan3</code>
/// </example>
[Cmdlet(VerbsData.Restore, "OpenWrtConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(UciChange))]
public sealed class RestoreOpenWrtConfigurationCommand : ChangeCommand
{
    /// <summary>The file. Files can be piped in too; one from Backup-OpenWrtConfiguration goes to the router that it came from.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>The packages to restore; by default those of network, firewall and mwan3 that the file has.</summary>
    [Parameter(Position = 1)]
    [ValidateSet(ConfigurationFiles.Network, ConfigurationFiles.Firewall, ConfigurationFiles.Mwan3)]
    public string[]? Package { get; set; }

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part];

    private protected override IEnumerable<Change> Changes(object? item)
    {
        string path = item switch
        {
            FileSystemInfo file => file.FullName,
            string text => LocalFile.Resolve(this, text),
            null or RouterObject => LocalFile.Resolve(this, Path ?? throw Error.Missing("-Path", "Restore-OpenWrtConfiguration ./router.tar.gz")),
            _ => throw Error.InvalidInput(item!, Text.RuleFilesOrSessions),
        };
        IReadOnlyDictionary<string, string> files = ConfigurationBackup.Read(path, BackupArchive.Named(Package));
        IReadOnlyList<UciDifference> changes = [];
        yield return new Change(
            draft => changes = ConfigurationBackup.Restore(draft, path, files),
            after => changes.Select(change => new UciChange(change, after.Session)).ToArray());
    }
}
