using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Says which rule, policy and lines of mwan3 the first packet of a connection takes, and why.</summary>
/// <remarks>
/// It goes the way of mwan3: networks that the router reaches directly are left alone, then the first rule counts that matches and
/// whose policy exists. The shares are the kernel's; the sets of addresses are asked on the router; nothing is sent and nothing is
/// changed. Rules that look at what was not given (a protocol, a source) count as not matching, and Why names them. A connection that
/// exists already keeps its line. Rows with columns named as the parameters can be piped in, and each router is read once for all.
/// In a transaction it is what is drafted that counts.
/// </remarks>
/// <example>
/// <para>Which lines a web page is fetched by, and why.</para>
/// <code>Resolve-Mwan3Route 3.4.5.6 -DestinationPort 443 | Format-List Rule, Policy, Share, Why</code>
/// </example>
/// <example>
/// <para>The same for one computer behind the router.</para>
/// <code>Resolve-Mwan3Route 8.8.8.8 -DestinationPort 53 -Protocol udp -SourceAddress 192.168.1.100</code>
/// </example>
/// <example>
/// <para>Many packets: what no line takes.</para>
/// <code>Import-Csv packets.csv | Resolve-Mwan3Route | Where-Object { -not $_.Share } | Format-List DestinationAddress, Why</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Resolve, "Mwan3Route")]
[OutputType(typeof(Mwan3Route))]
public sealed class ResolveMwan3RouteCommand : RouterCommand
{
    private readonly Dictionary<OpenWrtSession, List<Mwan3Packet>> _packets = [];
    private RowReader? _rows;
    private Row _row = Row.None;

    /// <summary>The address that the packet goes to; addresses can be piped in too.</summary>
    [Parameter(Position = 0)]
    public string? DestinationAddress { get; set; }

    /// <summary>The port that it goes to; for tcp and udp.</summary>
    [Parameter(Position = 1)]
    [PortTransformation]
    public string? DestinationPort { get; set; }

    /// <summary>The address that it comes from.</summary>
    [Parameter]
    public string? SourceAddress { get; set; }

    /// <summary>The port that it comes from; for tcp and udp.</summary>
    [Parameter]
    [PortTransformation]
    public string? SourcePort { get; set; }

    /// <summary>The protocol, as tcp, udp, icmp, or its number; tcp if ports are given without it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(Mwan3ProtocolCompleter))]
    public string? Protocol { get; set; }

    private protected override OpenWrtSession[]? GivenSessions => _row.Or(Session);

    /// <inheritdoc/>
    protected override void BeginProcessing() => _rows = new RowReader(this, []);

    private protected override void Prepare(object? item)
    {
        _row = Row.None;
        _row = _rows!.Read(item);
    }

    private protected override void Collect(OpenWrtSession session, object? item)
    {
        string? destination = item is null or PSObject ? _row.Or(DestinationAddress) : PipelineName.Of(item);
        Mwan3Packet packet = Mwan3Packet.Parse(destination, _row.Or(DestinationPort), _row.Or(SourceAddress), _row.Or(SourcePort), _row.Or(Protocol));
        if (!_packets.TryGetValue(session, out List<Mwan3Packet>? packets))
        {
            _packets.Add(session, packets = []);
        }

        packets.Add(packet);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => OnEach(
        _packets.Keys,
        (session, token) => RouterReader.ReadAsync(session, Mwan3Routes.Parts, script => Mwan3Sets.Ask(script, _packets[session].Select(packet => packet.Destination.Address)), token),
        (session, state) => WriteObject(Try(session, () => Resolve(state, _packets[session])) ?? [], enumerateCollection: true));

    private static Mwan3Route[] Resolve(RouterState state, List<Mwan3Packet> packets)
    {
        var routes = new Mwan3Routes(state);
        return [.. packets.Select(routes.Of)];
    }
}
