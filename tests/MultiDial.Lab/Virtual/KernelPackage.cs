using System.Text;

namespace MultiDial.Testing;

/// <summary>
/// Debian's kernel, unpacked and not installed. It is downloaded once and kept in a folder of this computer, so that only the
/// first virtual machine takes its time.
/// </summary>
internal sealed class KernelPackage
{
    private const string Cache = "/var/cache/multidial-lab";

    /// <summary>What the first program of the machine needs to find its root.</summary>
    private static readonly string[] s_forRoot = ["virtio_pci", "virtio_net", "9pnet_virtio", "9p", "overlay"];

    /// <summary>What the lab's computers need; what these depend on comes with them, but for the checksum that conntrack's library asks for by name.</summary>
    private static readonly string[] s_forLab =
    [
        "crc32c_generic",
        "virtio_rng", "veth", "bridge", "macvlan", "8021q", "ppp_generic", "ppp_async", "ppp_synctty", "pppoe", "tun", "af_packet_diag",
        "nf_conntrack", "nf_conntrack_netlink", "nf_nat", "nf_tables", "nft_compat", "nft_ct", "nft_nat", "nft_masq", "nft_redir",
        "nft_chain_nat", "nft_limit", "nft_log", "nft_reject_inet", "nft_fib_inet", "nft_hash", "nft_numgen", "nft_quota",
        "ip_tables", "ip6_tables", "iptable_filter", "iptable_nat", "iptable_mangle", "ip6table_filter", "ip6table_mangle", "ip6table_nat",
        "ipt_REJECT", "ip6t_REJECT", "xt_addrtype", "xt_CT", "xt_comment", "xt_connmark", "xt_conntrack", "xt_hashlimit", "xt_icmp",
        "xt_limit", "xt_LOG", "xt_mac", "xt_mark", "xt_MASQUERADE", "xt_multiport", "xt_nat", "xt_set", "xt_state", "xt_statistic",
        "xt_TCPMSS", "xt_tcpudp", "xt_time", "ip_set", "ip_set_hash_ip", "ip_set_hash_ipmark", "ip_set_hash_net", "ip_set_hash_mac",
        "ip_set_list_set", "sch_htb", "sch_fq_codel", "cls_u32",
    ];

    private static readonly SemaphoreSlim s_once = new(1);

    private readonly Dictionary<string, string> _modules;

    private KernelPackage(string folder)
    {
        Image = Directory.EnumerateFiles(folder + "/boot", "vmlinuz-*").Single();
        _modules = Directory.EnumerateFiles(folder + "/lib/modules", "*.ko", SearchOption.AllDirectories)
            .ToDictionary(file => NameOf(Path.GetFileNameWithoutExtension(file)));
        ForRoot = InOrder(s_forRoot, []);
        ForLab = InOrder(s_forLab, ForRoot);
    }

    /// <summary>The kernel's file.</summary>
    internal string Image { get; }

    /// <summary>The modules' files that are loaded before there is a root, in order.</summary>
    internal IReadOnlyList<string> ForRoot { get; }

    /// <summary>The modules' files that are loaded from the root, in order.</summary>
    internal IReadOnlyList<string> ForLab { get; }

    internal static async Task<KernelPackage> FindAsync(CancellationToken cancellationToken)
    {
        await s_once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string? folder = Folders().LastOrDefault();
            if (folder is null)
            {
                // Another process may be at it: each unpacks into a folder of its own, and the first one stays.
                (await Command.RunAsync("sh", ["-c", Unpack, Cache], null, cancellationToken).ConfigureAwait(false)).Require();
                folder = Folders().Last();
            }

            return new KernelPackage(folder);
        }
        finally
        {
            s_once.Release();
        }
    }

    private const string Unpack = """
        set -e
        mkdir -p "$0"
        work=$(mktemp -d "$0/.new-XXXXXX")
        trap 'rm -rf "$work"' EXIT
        chmod 755 "$work"
        cd "$work"
        package() { apt-cache depends --important linux-image-amd64 2>/dev/null | sed -n 's/^ *Depends: //p' | head -n 1; }
        name=$(package)
        [ -n "$name" ] && apt-get -q download "$name" || { apt-get -q update; name=$(package); apt-get -q download "$name"; }
        dpkg-deb --fsys-tarfile ./*.deb | tar --extract --wildcards './boot/vmlinuz-*' './lib/modules/*/kernel/net/*' \
            './lib/modules/*/kernel/drivers/net/*' './lib/modules/*/kernel/drivers/virtio/*' './lib/modules/*/kernel/drivers/char/*' \
            './lib/modules/*/kernel/fs/*' './lib/modules/*/kernel/lib/*' './lib/modules/*/kernel/crypto/*' './lib/modules/*/kernel/arch/*'
        rm ./*.deb
        mv -T "$work" "$0/$name" || [ -d "$0/$name" ]
        """;

    private static IEnumerable<string> Folders() => !Directory.Exists(Cache) ? [] :
        Directory.EnumerateDirectories(Cache, "linux-image-*").Order(StringComparer.Ordinal);

    private static string NameOf(string module) => module.Replace('-', '_');

    /// <summary>A module says in its file which others must be there before it. What is not found is built into the kernel, or not there.</summary>
    private List<string> InOrder(IEnumerable<string> names, IReadOnlyList<string> loaded)
    {
        List<string> order = [];
        foreach (string name in names)
        {
            Add(name);
        }

        return order;

        void Add(string name)
        {
            if (_modules.TryGetValue(name, out string? file) && !loaded.Contains(file) && !order.Contains(file))
            {
                foreach (string other in Dependencies(file))
                {
                    Add(other);
                }

                order.Add(file);
            }
        }
    }

    private static string[] Dependencies(string file)
    {
        ReadOnlySpan<byte> content = File.ReadAllBytes(file);
        ReadOnlySpan<byte> key = "\0depends="u8;
        int start = content.IndexOf(key);
        if (start < 0)
        {
            return [];
        }

        ReadOnlySpan<byte> value = content[(start + key.Length)..];
        return [.. Encoding.ASCII.GetString(value[..value.IndexOf((byte)0)]).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(NameOf)];
    }
}
