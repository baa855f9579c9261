namespace MultiDial.Testing.Demo;

/// <summary>A router that dials by PPPoE, for a person to play with.</summary>
internal static class PppoeDemonstration
{
    /// <summary>Leaves a router up until Ctrl+C.</summary>
    /// <returns>0.</returns>
    internal static async Task<int> ShellAsync(CancellationToken cancellation)
    {
        await using PppoeLab lab = await PppoeLab.StartAsync(cancellationToken: cancellation).ConfigureAwait(false);
        Console.WriteLine($"""
            The router is up. Ctrl+C ends it, or: kill {Environment.ProcessId}
              ssh -p {lab.SshPort} root@{lab.SshHost}
              password: {lab.Password}
              key file: {lab.KeyFile}
              host key: {lab.HostKeyFingerprints[0]}
            From PowerShell:
              Import-Module {Pwsh.Module}
              New-OpenWrtSession {lab.SshHost} -Port {lab.SshPort} -KeyFilePath {lab.KeyFile} -HostKeyFingerprint {lab.HostKeyFingerprints[0]}
            The provider's account is user@isp with the password secret, for as many lines as you like.
            Lab process: {Environment.ProcessId}
            """);
        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        return 0;
    }
}
