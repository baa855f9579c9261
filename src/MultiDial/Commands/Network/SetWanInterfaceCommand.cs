using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Changes interfaces. What is not given stays; $null removes an option.</summary>
/// <remarks>A new metric or firewall zone does not interrupt the interface; most other options make it dial again.</remarks>
/// <example>
/// <para>The first interface gets a metric, which mwan3 needs.</para>
/// <code>Set-WanInterface wan -Metric 10</code>
/// </example>
/// <example>
/// <para>Public DNS servers instead of the provider's, on all interfaces.</para>
/// <code>Get-WanInterface | Set-WanInterface -PeerDns $false -Dns 1.1.1.1, 8.8.8.8</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "WanInterface", SupportsShouldProcess = true)]
[OutputType(typeof(WanInterface))]
public sealed class SetWanInterfaceCommand : NameCommand
{
    /// <summary>The names of the interfaces.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(WanInterfaceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The device to dial on (<c>device</c>, up to OpenWrt 19.07 <c>ifname</c>).</summary>
    [Parameter]
    [DeviceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string? Device { get; set; }

    /// <summary>How the interface gets its address (<c>proto</c>).</summary>
    [Parameter]
    public WanProtocol? Protocol { get; set; }

    /// <summary>User name and password for PPPoE (<c>username</c>, <c>password</c>).</summary>
    [Parameter]
    [AllowNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The metric of the interface's routes (<c>metric</c>).</summary>
    [Parameter]
    [AllowNull]
    public int? Metric { get; set; }

    /// <summary>The firewall zone: the interface leaves the one that it is in. $null for no zone.</summary>
    [Parameter]
    [AllowNull]
    [NameTransformation]
    [ArgumentCompleter(typeof(FirewallZoneCompleter))]
    public string? Zone { get; set; }

    /// <summary>Whether the provider's DNS servers are used (<c>peerdns</c>).</summary>
    [Parameter]
    [AllowNull]
    public bool? PeerDns { get; set; }

    /// <summary>DNS servers (<c>dns</c>), besides the provider's.</summary>
    [Parameter]
    [AllowNull]
    public string[]? Dns { get; set; }

    /// <summary>A static interface's address and length of network, as 192.0.2.7/24 (<c>ipaddr</c>, <c>netmask</c>).</summary>
    [Parameter]
    [AllowNull]
    public string? Address { get; set; }

    /// <summary>A static interface's gateway (<c>gateway</c>).</summary>
    [Parameter]
    [AllowNull]
    public string? Gateway { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part];

    private protected override Change Change(string name)
    {
        UciPatch<InterfaceSettings> patch = Parameters.Given<InterfaceSettings>(this).SplitAddress();
        if (Parameters.IsGiven(this, nameof(Credential)))
        {
            patch = patch.SetCredential(InterfaceParameters.Of(Credential));
        }

        (bool movesZone, string? zone) = (Parameters.IsGiven(this, nameof(Zone)), Zone);
        return new Change(
            draft =>
            {
                WanInterfaces.Set(draft, name, patch);
                if (movesZone)
                {
                    WanInterfaces.SetZone(draft, name, zone);
                }
            },
            state => WanInterfaces.Read(state, name),
            state => patch.Has(settings => settings.Metric) ? WanInterfaces.LostRoutes(state) : null);
    }
}
