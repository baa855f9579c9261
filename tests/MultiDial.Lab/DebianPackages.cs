namespace MultiDial.Testing;

/// <summary>The programs that the lab and the tests need from Debian (or Ubuntu), installed where they are missing.</summary>
public static class DebianPackages
{
    private static readonly SemaphoreSlim s_once = new(1);

    /// <summary>A program of each package, by which its presence is known.</summary>
    private static readonly (string Program, string Package)[] s_needed =
    [
        ("unshare", "util-linux"),
        ("busybox", "busybox"),
        ("dropbear", "dropbear-bin"),
        ("dnsmasq", "dnsmasq-base"),
        ("ip", "iproute2"),
        ("iptables", "iptables"),
        ("ipset", "ipset"),
        ("conntrack", "conntrack"),
        ("perl", "perl-base"),
        ("pgrep", "procps"),
        ("ssh-keygen", "openssh-client"),
    ];

    /// <summary>What a virtual machine needs besides.</summary>
    private static readonly (string Program, string Package)[] s_neededForVirtual =
    [
        ("qemu-system-x86_64", "qemu-system-x86"),
        ("pppd", "ppp"),
        ("pppoe-server", "pppoe"),
        ("tcpdump", "tcpdump"),

        // The whole of perl has Digest::MD5, perl-base has not.
        ("pod2man", "perl"),
    ];

    /// <summary>What the tests of the scripts need, without a lab.</summary>
    private static readonly (string Program, string Package)[] s_neededForScripts =
    [
        ("unshare", "util-linux"),
        ("busybox", "busybox"),
        ("perl", "perl-base"),
        ("shellcheck", "shellcheck"),
    ];

    /// <summary>What checks the models of the guard's protocol.</summary>
    private static readonly (string Program, string Package)[] s_neededForProtocol =
    [
        ("spin", "spin"),
        ("gcc", "gcc"),
        ("gencat", "libc6-dev"),
    ];

    /// <summary>What shows pages as a user's browser does.</summary>
    private static readonly (string Program, string Package)[] s_neededForPages = [("chromium", "chromium")];

    /// <summary>Installs what is missing.</summary>
    /// <exception cref="LabException">That is not possible here; the message says what to do by hand.</exception>
    public static Task RequireAsync(CancellationToken cancellationToken) => RequireAsync(s_needed, cancellationToken);

    /// <summary>Installs what is missing for a lab in a virtual machine.</summary>
    /// <exception cref="LabException">That is not possible here; the message says what to do by hand.</exception>
    public static Task RequireForVirtualAsync(CancellationToken cancellationToken) =>
        RequireAsync([.. s_needed, .. s_neededForVirtual], cancellationToken);

    /// <summary>Installs what is missing for the tests of the scripts.</summary>
    /// <exception cref="LabException">That is not possible here; the message says what to do by hand.</exception>
    public static Task RequireForScriptsAsync(CancellationToken cancellationToken) => RequireAsync(s_neededForScripts, cancellationToken);

    /// <summary>Installs what is missing for checking the models of the guard's protocol.</summary>
    /// <exception cref="LabException">That is not possible here; the message says what to do by hand.</exception>
    public static Task RequireForProtocolAsync(CancellationToken cancellationToken) => RequireAsync(s_neededForProtocol, cancellationToken);

    /// <summary>Installs what is missing for looking at pages.</summary>
    /// <exception cref="LabException">That is not possible here; the message says what to do by hand.</exception>
    public static Task RequireForPagesAsync(CancellationToken cancellationToken) => RequireAsync(s_neededForPages, cancellationToken);

    private static async Task RequireAsync((string Program, string Package)[] needed, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new LabException("The lab is made of Linux namespaces, so it runs on Linux alone.");
        }

        await s_once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string[] missing = Missing(needed);
            if (missing.Length > 0)
            {
                await InstallAsync(needed, missing, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            s_once.Release();
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new LabException("The lab makes network namespaces, and only root may do that: run it as root (sudo).");
        }
    }

    private static string[] Missing((string Program, string Package)[] needed) =>
        [.. needed.Where(need => Command.Find(need.Program) is null).Select(need => need.Package)];

    private static async Task InstallAsync((string Program, string Package)[] needed, string[] missing, CancellationToken cancellationToken)
    {
        string byHand = $"apt-get update && apt-get install --yes --no-install-recommends {string.Join(' ', missing)}";
        if (!Environment.IsPrivilegedProcess || Command.Find("apt-get") is null)
        {
            throw new LabException($"The lab lacks Debian packages. As root, run: {byHand}");
        }

        // Another lab may install at the same moment; apt-get waits for it.
        string command = byHand.Replace("apt-get ", "apt-get -q -o DPkg::Lock::Timeout=300 ", StringComparison.Ordinal);
        CommandResult result = await Command.RunAsync(
            "sh", ["-c", $"export DEBIAN_FRONTEND=noninteractive; {command}"], null, cancellationToken).ConfigureAwait(false);
        if (Missing(needed) is { Length: > 0 })
        {
            throw new LabException($"The lab could not install Debian packages. As root, run: {byHand}\n{result.Output}{result.Error}");
        }
    }
}
