using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace MultiDial.Testing;

/// <summary>The provider: PPPoE with RADIUS accounts and DHCP on the same cable, the same gateway for all, and the internet behind it.</summary>
public sealed class PppoeIsp
{
    /// <summary>The other end of every session, and the provider's DNS and DHCP server.</summary>
    public static readonly IPAddress Gateway = Isp.Gateway;

    private const string Folder = "/run/isp";

    private readonly VirtualMachine _machine;

    internal PppoeIsp(VirtualMachine machine) => _machine = machine;

    /// <summary>Runs a command line at the provider.</summary>
    public Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken = default) =>
        _machine.RunAsync(VirtualPlace.Isp, command, cancellationToken: cancellationToken);

    /// <summary>Says what is allowed from now on; sessions that live go on.</summary>
    public async Task SetPolicyAsync(IspPolicy policy, CancellationToken cancellationToken = default) =>
        (await _machine.RunAsync(
            VirtualPlace.Isp, $"cat >{Folder}/policy.new && mv {Folder}/policy.new {Folder}/policy", policy.ToText(), cancellationToken).ConfigureAwait(false)).Require();

    /// <summary>Whether a PADI is answered. Without it the line is as dead as a cut one; sessions that live go on.</summary>
    public async Task AnswerAsync(bool answer, CancellationToken cancellationToken = default) =>
        (await RunAsync($"pkill -{(answer ? "CONT" : "STOP")} -x pppoe-server", cancellationToken).ConfigureAwait(false)).Require();

    /// <summary>Ends a session from the provider's side.</summary>
    public async Task DropAsync(IPAddress address, CancellationToken cancellationToken = default) =>
        (await RunAsync(
            $"device=$(ip -o -4 addr | sed -n 's|^[0-9]*: *\\([^ ]*\\) .* peer {address}/.*|\\1|p') && kill \"$(cat /run/$device.pid)\"",
            cancellationToken).ConfigureAwait(false)).Require();

    /// <summary>The sessions that have an address at present.</summary>
    public async Task<IReadOnlyList<PppoeSession>> SessionsAsync(CancellationToken cancellationToken = default) =>
    [
        .. from line in await ReadAsync("sessions", cancellationToken).ConfigureAwait(false)
           let fields = line.Split(' ', 3)
           select new PppoeSession(IPAddress.Parse(fields[0]), MacOf(fields[1]), fields[2]),
    ];

    /// <summary>All authentications so far, in the order in which the provider decided them.</summary>
    public async Task<IReadOnlyList<PppoeDial>> DialsAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<WireEvent> wire = await WireAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. from line in await ReadAsync("auth.log", cancellationToken).ConfigureAwait(false)
               let fields = line.Split(' ', 6)
               let at = double.Parse(fields[0], CultureInfo.InvariantCulture)
               let mac = MacOf(fields[1])
               let request = LastBefore(wire, "PAP", mac, at)
               select new PppoeDial(
                   mac,
                   fields[2],
                   LastBefore(wire, "PADI", mac, request ?? at),
                   request ?? at,
                   at,
                   Enum.Parse<DialVerdict>(fields[3], ignoreCase: true),
                   fields[4] == "-" ? null : IPAddress.Parse(fields[4]),
                   fields[5] == "-" ? "" : fields[5]),
        ];
    }

    /// <summary>What was on the provider's end of the cable so far: each PADI and each request to be authenticated (PAP).</summary>
    public async Task<IReadOnlyList<WireEvent>> WireAsync(CancellationToken cancellationToken = default) =>
    [
        .. from line in await ReadAsync("wire", cancellationToken).ConfigureAwait(false)
           let kind = line.Contains("PPPoE PADI", StringComparison.Ordinal) ? "PADI" : line.Contains("Auth-Req", StringComparison.Ordinal) ? "PAP" : null
           where kind is not null
           let fields = line.Split(' ', 3)
           select new WireEvent(kind, MacOf(fields[1]), double.Parse(fields[0], CultureInfo.InvariantCulture)),
    ];

    /// <summary>Forgets the dials so far.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken = default) =>
        (await RunAsync($"cd {Folder} && rm -f auth.log && : >wire", cancellationToken).ConfigureAwait(false)).Require();

    private static double? LastBefore(IEnumerable<WireEvent> wire, string kind, PhysicalAddress mac, double at) =>
        wire.LastOrDefault(seen => seen.Kind == kind && seen.At <= at && seen.Mac.Equals(mac))?.At;

    private static PhysicalAddress MacOf(string text) => PhysicalAddress.TryParse(text, out PhysicalAddress? mac) ? mac : PhysicalAddress.None;

    // The last line may be half written.
    private async Task<IEnumerable<string>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        string text = (await RunAsync($"cat {Folder}/{file} 2>/dev/null", cancellationToken).ConfigureAwait(false)).Output;
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
