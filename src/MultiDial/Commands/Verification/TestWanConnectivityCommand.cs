using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Verification;

namespace MultiDial.Commands;

/// <summary>Tests whether lines carry traffic, each by itself, the whole way from the cable to the LAN.</summary>
/// <remarks>
/// Through each line the router pings its gateway and the targets, asks the line's DNS server and web servers, looks whether a portal answers in
/// their place, which address the internet sees, and how large packets may be. Then it looks at the way from the LAN: whether answers find back, and
/// whether forwarding, the firewall and mwan3's rules, marks and tables lead to the line. Reason names the first thing that is wrong on this way,
/// and what helps. The rules of mwan3 cannot divert the test to another line. Without -Interface: the IPv4 lines of mwan3, or else all IPv4 lines.
/// Asked are, besides the targets and the line's gateway and DNS server: connect.rom.miui.com and, if it is silent, connectivitycheck.gstatic.com,
/// whose answer is empty (/generate_204); ip.3322.net and, if it is silent, api.ipify.org, for PublicAddress. All by plain HTTP, once a line.
/// A router cannot send a packet as if a host of the LAN had. What is tried, what is only looked up, and what cannot be told, is said with each property:
/// LanOk and Mtu above all.
/// </remarks>
/// <example>
/// <para>All lines.</para>
/// <code>Test-WanConnectivity</code>
/// </example>
/// <example>
/// <para>Only wan2, while the other lines are down; they come back whatever happens.</para>
/// <code>Test-WanConnectivity wan2 -Exclusive</code>
/// </example>
/// <example>
/// <para>In a script.</para>
/// <code>if (-not (Test-WanConnectivity -Quiet)) { Write-Warning 'A line is down.' }</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "WanConnectivity")]
[OutputType(typeof(WanConnectivity), typeof(bool))]
public sealed class TestWanConnectivityCommand : RouterCommand
{
    private readonly Dictionary<OpenWrtSession, List<string>> _wanted = [];

    /// <summary>The lines, by name or as objects.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(WanInterfaceCompleter))]
    public string[]? Interface { get; set; }

    /// <summary>The IPv4 addresses to ping; one answer is enough for a line to count as online.</summary>
    [Parameter]
    [AddressTransformation]
    public System.Net.IPAddress[] Target { get; set; } = [.. ConnectivityTest.Usual.Targets.Select(System.Net.IPAddress.Parse)];

    /// <summary>How many pings go to each target, 1 to 100.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int Count { get; set; } = ConnectivityTest.Usual.Count;

    /// <summary>How long one answer may take: a TimeSpan, a number of seconds, or a text such as 5s.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = ConnectivityTest.Usual.Timeout;

    /// <summary>
    /// Stops the other lines during the test; a line that carries
    /// this session stays up, with a warning. They come back on success, on error, on Ctrl+C, and by a timer on the
    /// router if the connection is lost.
    /// </summary>
    [Parameter]
    public SwitchParameter Exclusive { get; set; }

    /// <summary>Returns one Boolean for each router: whether all lines are online.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Collect(OpenWrtSession session, object? item)
    {
        if (!_wanted.TryGetValue(session, out List<string>? names))
        {
            _wanted.Add(session, names = []);
        }

        names.AddRange(item is null ? Interface ?? [] : [PipelineName.Of(item)]);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => OnEach(_wanted.Keys, TestAsync, (_, lines) =>
    {
        if (Quiet)
        {
            WriteObject(lines.Count > 0 && lines.All(line => line.Online));
        }
        else
        {
            WriteObject(lines, enumerateCollection: true);
        }
    });

    private async Task<IReadOnlyList<WanConnectivity>> TestAsync(OpenWrtSession session, CancellationToken token)
    {
        RouterState state = await RouterReader.ReadAsync(session, [InterfaceStatus.Part, Link.Part, ManagementPath.Part, Carriers.Part, .. LanWay.Parts], token).ConfigureAwait(false);
        WanInterface[] all = [.. WanInterfaces.Read(state)];
        WanInterface[] lines = _wanted[session].Count == 0
            ? LinesUnderTest.Default(state, all)
            : [.. _wanted[session].Select(name => all.FirstOrDefault(line => line.Name == name) ?? throw Error.NotFound(Text.KindInterface, name, Text.CureListInterfaces))];
        var test = new ConnectivityTest
        {
            Targets = [.. Target.Select(address => address.ToString())],
            Count = Count,
            Timeout = Timeout,
        };
        WanInterface[] others = Exclusive ? [.. LinesUnderTest.Others(all, lines).Where(line => MayStop(state, line.Name))] : [];
        return await test.RunAsync(state, all, lines, others, token).ConfigureAwait(false);
    }

    // Without the line that carries the session nobody could end the test.
    private bool MayStop(RouterState state, string line)
    {
        bool isPath = ManagementPath.IsOn(state, line);
        if (isPath)
        {
            Post(command => command.WriteWarning(Text.WarningCarriesSession.With(line)));
        }

        return !isPath;
    }
}
