using System.Globalization;
using System.Management.Automation;
using MultiDial.Backup;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Saves the configuration of a router (network, firewall, mwan3) to a local file, byte for byte.</summary>
/// <remarks>
/// The file is a .tar.gz like those of LuCI's "Generate archive", so LuCI and sysupgrade -r accept it too. It contains the
/// passwords of the interfaces; where the system has file modes, only its owner may read it (0600). Uncommitted changes
/// and those of an open transaction are not in it.
/// </remarks>
/// <example>
/// <para>To the current folder, with a file name made of the session's name and the time.</para>
/// <code>Backup-OpenWrtConfiguration</code>
/// </example>
/// <example>
/// <para>Saves what is there, tries something, and goes back.</para>
/// <code>
/// $backup = Backup-OpenWrtConfiguration ~/router.tar.gz
/// Clear-Mwan3Configuration
/// $backup | Restore-OpenWrtConfiguration
/// </code>
/// </example>
/// <example>
/// <para>All routers that have a session, each to a file of its own.</para>
/// <code>Get-OpenWrtSession | Backup-OpenWrtConfiguration ./backups</code>
/// </example>
[Cmdlet(VerbsData.Backup, "OpenWrtConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class BackupOpenWrtConfigurationCommand : RouterCommand
{
    private readonly List<OpenWrtSession> _sessions = [];

    /// <summary>
    /// The file; or a folder, in which the file gets a name made of the session's name and the time. The current
    /// folder by default.
    /// </summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>The packages to save; by default those of network, firewall and mwan3 that the router has.</summary>
    [Parameter(Position = 1)]
    [ValidateSet(ConfigurationFiles.Network, ConfigurationFiles.Firewall, ConfigurationFiles.Mwan3)]
    public string[]? Package { get; set; }

    /// <summary>Replaces a file that already exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Collect(OpenWrtSession session, object? item)
    {
        if (item is not (null or RouterObject))
        {
            throw Error.InvalidInput(item, Text.RuleSessionsOnly);
        }

        if (!_sessions.Contains(session))
        {
            _sessions.Add(session);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Dictionary<OpenWrtSession, string> files = [];
        try
        {
            files = Files();
        }
        catch (MultiDialException exception)
        {
            WriteFailure(exception);
        }

        OpenWrtSession[] confirmed = [.. files.Keys.Where(session => ShouldProcess(files[session], Text.WhatIfSave.With(session.Name)))];
        OnEach(confirmed, (session, token) => RouterReader.ReadRouterAsync(session, [], token), (session, state) =>
        {
            try
            {
                Save(state, files[session]);
            }
            catch (MultiDialException exception)
            {
                WriteFailure(exception);
            }
        });
    }

    private void Save(RouterState state, string path)
    {
        string[] packages = BackupArchive.Named(Package);
        ConfigurationBackup.Save(state, packages, path, Force);
        foreach (string package in state.Packages.Where(name => (packages.Length == 0 || packages.Contains(name)) && state.HasPending(name)))
        {
            WriteWarning(Text.WarningPendingNotSaved.With(package, state.Session.Name));
        }

        // So that the file, piped on, goes to the router that it came from.
        PSObject file = LocalFile.Get(this, path);
        file.Properties.Add(new PSNoteProperty(nameof(Session), state.Session));
        WriteObject(file);
    }

    private Dictionary<OpenWrtSession, string> Files()
    {
        string path = Path is null ? SessionState.Path.CurrentFileSystemLocation.ProviderPath : LocalFile.Resolve(this, Path);
        if (Directory.Exists(path))
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            return _sessions.ToDictionary(session => session, session => System.IO.Path.Combine(path, FreeName(path, session.Name, names)));
        }

        if (_sessions.Count > 1)
        {
            throw Error.InvalidValue("-Path", Path, Text.RuleFolderForMany);
        }

        LocalFile.CheckFolder(path);
        ConfigurationBackup.CheckFree(path, Force);
        return _sessions.ToDictionary(session => session, _ => path);
    }

    // A name that nobody has typed replaces nothing, not even with -Force.
    private static string FreeName(string folder, string session, HashSet<string> taken)
    {
        string stem = string.Concat(session.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' ? c : '_'))
            + DateTime.Now.ToString("-yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string name = stem + ".tar.gz";
        for (int i = 2; File.Exists(System.IO.Path.Combine(folder, name)) || !taken.Add(name); i++)
        {
            name = FormattableString.Invariant($"{stem}-{i}.tar.gz");
        }

        return name;
    }
}
