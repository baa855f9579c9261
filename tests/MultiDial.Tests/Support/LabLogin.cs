namespace MultiDial.Tests;

/// <summary>How a test gets into a lab's router.</summary>
internal static class LabLogin
{
    /// <summary>The command that opens a session with the lab's key.</summary>
    internal static string Login(this Testing.Lab lab, string name, string more = "") =>
        $"New-OpenWrtSession {lab.SshHost} -Port {lab.SshPort} -KeyFilePath '{lab.KeyFile}' -HostKeyFingerprint {lab.HostKeyFingerprints[0]} -Name {name} {more}";
}
