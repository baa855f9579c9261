using System.Security.Cryptography;

namespace MultiDial.Testing;

/// <summary>
/// Fills the router's root folder: the stand-in (busybox with OpenWrt's applets, a few programs of Debian with their libraries,
/// and over it the files in <c>router/</c>), or a copy of a real OpenWrt root filesystem. Then come the lab's password and keys.
/// </summary>
internal sealed class RouterRoot(Machine chassis, string? source, bool pppoe = false)
{
    /// <summary>The folder in the chassis; it lives in memory and goes with it.</summary>
    internal const string Folder = "/tmp/root";

    private const string ClientKey = "/tmp/id_ed25519";
    private const string HostKeys = "/tmp/hostkeys";

    private string _authorizedKey = "";

    internal string Password { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    internal string KeyFile => chassis.PathOf(ClientKey);

    /// <summary>SHA256 fingerprints, as ssh prints them.</summary>
    internal IReadOnlyList<string> HostKeyFingerprints { get; private set; } = [];

    /// <summary>Makes the keys, once a lab.</summary>
    internal async Task GenerateKeysAsync(CancellationToken cancellationToken)
    {
        // Each line that dropbearkey prints for a key ends up as "type base64 comment".
        string lines = (await chassis.RunAsync($"""
            set -e
            umask 077
            mkdir -p {HostKeys}
            dropbearkey -t ed25519 -f /tmp/client.key | grep ^ssh-
            dropbearconvert dropbear openssh /tmp/client.key {ClientKey} 2>/dev/null
            dropbearkey -t ed25519 -f {HostKeys}/dropbear_ed25519_host_key | grep ^ssh-
            dropbearkey -t ecdsa -f {HostKeys}/dropbear_ecdsa_host_key | grep ^ecdsa-
            """, cancellationToken: cancellationToken).ConfigureAwait(false)).Require();
        string[] keys = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _authorizedKey = keys[0];
        HostKeyFingerprints = [.. keys.Skip(1).Select(Fingerprint)];
    }

    /// <summary>Fills the folder anew, as a factory reset does.</summary>
    internal async Task AssembleAsync(CancellationToken cancellationToken)
    {
        string root = chassis.PathOf(Folder);
        foreach (FileSystemInfo entry in new DirectoryInfo(root).EnumerateFileSystemInfos())
        {
            Delete(entry);
        }

        if (source is null)
        {
            await StandIn.InstallAsync(root, pppoe, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            string copy = Directory.Exists(source) ? "cp -a \"$0/.\" \"$1\"" : "tar --extract --file=\"$0\" --directory=\"$1\"";
            (await Command.RunAsync("sh", ["-c", copy, Path.GetFullPath(source), root], null, cancellationToken).ConfigureAwait(false)).Require();
        }

        if (!File.Exists(root + "/sbin/init"))
        {
            throw new LabException($"'{source ?? "The stand-in"}' is no root filesystem of OpenWrt: it has no /sbin/init.");
        }

        await AdmitAsync(root, cancellationToken).ConfigureAwait(false);
    }

    private static string Fingerprint(string publicKey) =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(publicKey.Split(' ')[1]))).TrimEnd('=');

    private static void Delete(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo { LinkTarget: null } folder)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            entry.Delete();
        }
    }

    private async Task AdmitAsync(string root, CancellationToken cancellationToken)
    {
        string shadow = $"{root}/etc/shadow";
        string[] others = File.Exists(shadow) ? [.. File.ReadLines(shadow).Where(line => !line.StartsWith("root:", StringComparison.Ordinal))] : [];
        string hash = Native.HashPassword(Password, RandomNumberGenerator.GetHexString(8));
        File.Delete(shadow);
        await File.WriteAllLinesAsync(shadow, [$"root:{hash}:0:0:99999:7:::", .. others], cancellationToken).ConfigureAwait(false);
        File.SetUnixFileMode(shadow, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        // OpenWrt's dropbear reads /etc/dropbear/authorized_keys for root, Debian's reads ~/.ssh.
        (await chassis.RunAsync($"""
            set -e
            umask 077
            cd {Folder}
            mkdir -p etc/dropbear root/.ssh
            chmod 700 etc/dropbear root root/.ssh
            cp {HostKeys}/* etc/dropbear/
            cat >etc/dropbear/authorized_keys
            ln -sf /etc/dropbear/authorized_keys root/.ssh/authorized_keys
            """, _authorizedKey + "\n", cancellationToken).ConfigureAwait(false)).Require();
    }
}
