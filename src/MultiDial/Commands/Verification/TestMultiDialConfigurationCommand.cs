using System.Management.Automation;
using MultiDial.Backup;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Verification.Findings;

namespace MultiDial.Commands;

/// <summary>Finds what in a router's configuration keeps lines from carrying traffic, though everything looks right.</summary>
/// <remarks>
/// It looks at the network, the firewall, mwan3, and what of the router's kernel and programs matters to them, in one go, and
/// changes nothing. Each finding has an Id for scripts, and a RecommendedAction that can be pasted; where all is well there is none.
/// In a transaction it looks at what is drafted. With -Path it looks at a saved configuration, and needs no router: what only a
/// router can tell is left out then.
/// </remarks>
/// <example>
/// <para>What is wrong, and what helps.</para>
/// <code>Test-MultiDialConfiguration | Format-List Message, RecommendedAction</code>
/// </example>
/// <example>
/// <para>The routers that something cannot work on.</para>
/// <code>Get-OpenWrtSession | Test-MultiDialConfiguration | Where-Object Severity -eq Error | Group-Object Session</code>
/// </example>
/// <example>
/// <para>A configuration that was saved.</para>
/// <code>Backup-OpenWrtConfiguration ./router.tar.gz; Test-MultiDialConfiguration -Path ./router.tar.gz</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "MultiDialConfiguration")]
[OutputType(typeof(ConfigurationFinding))]
public sealed class TestMultiDialConfigurationCommand : RouterCommand
{
    private readonly List<OpenWrtSession> _sessions = [];
    private readonly List<string> _paths = [];

    /// <summary>
    /// A saved configuration in place of a router: a file of Backup-OpenWrtConfiguration, LuCI or sysupgrade, or a folder with the
    /// files network, firewall and mwan3. Files can be piped in too.
    /// </summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    private protected override bool NeedsSession(object? item) => Path is null && item is (null or RouterObject or OpenWrtSession);

    private protected override void Prepare(object? item)
    {
        if (Path is not null)
        {
            _paths.Add(LocalFile.Resolve(this, Path));
        }
        else if (!NeedsSession(item))
        {
            _paths.Add(item is FileSystemInfo file ? file.FullName : LocalFile.Resolve(this, PipelineName.Of(item!)));
        }
    }

    private protected override void Collect(OpenWrtSession session, object? item) => _sessions.Add(session);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (string path in _paths.Distinct())
        {
            Emit(path);
        }

        OnEach(
            [.. _sessions.Distinct()],
            (session, token) => RouterReader.ReadAsync(session, CheckedConfiguration.Parts, token),
            (session, state) => WriteObject(Try(session, () => ConfigurationCheck.Run(CheckedConfiguration.Of(state))) ?? [], enumerateCollection: true));
    }

    private void Emit(string path)
    {
        IReadOnlyList<ConfigurationFinding> findings = [];
        try
        {
            findings = ConfigurationCheck.Run(CheckedConfiguration.Of(path, ConfigurationFolder.ReadAny(path)));
        }
        catch (MultiDialException exception)
        {
            WriteFailure(exception);
        }

        WriteObject(findings, enumerateCollection: true);
    }
}
