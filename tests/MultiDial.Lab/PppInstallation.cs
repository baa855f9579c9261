namespace MultiDial.Testing;

/// <summary>What the packages ppp and ppp-mod-pppoe bring to the stand-in: Debian's pppd with its plugin, and the files of <c>router-ppp/</c>.</summary>
internal static class PppInstallation
{
    private const string Program = "/usr/sbin/pppd";
    private const string Packages = "/usr/lib/opkg/status";

    internal static async Task AddAsync(string root, CancellationToken cancellationToken)
    {
        string plugins = Directory.EnumerateDirectories("/usr/lib/pppd").Single();
        string plugin = plugins + "/pppoe.so";
        StandIn.Copy(Program, root + Program);
        StandIn.Copy(plugin, root + plugin);
        if (!File.Exists($"{root}{plugins}/rp-pppoe.so"))
        {
            File.CreateSymbolicLink($"{root}{plugins}/rp-pppoe.so", "pppoe.so");
        }

        foreach (string library in await StandIn.LibrariesOfAsync([Program, plugin], cancellationToken).ConfigureAwait(false))
        {
            StandIn.Copy(library, root + library);
        }

        string packages = await File.ReadAllTextAsync(root + Packages, cancellationToken).ConfigureAwait(false);
        StandIn.LayOver(Path.Combine(AppContext.BaseDirectory, "router-ppp"), root);
        await File.WriteAllTextAsync(
            root + Packages,
            packages + await File.ReadAllTextAsync(root + "/usr/lib/opkg/status.ppp", cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        File.Delete(root + "/usr/lib/opkg/status.ppp");
    }
}
