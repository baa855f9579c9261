using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Creates an interface of netifd that dials on a device, in the firewall zone of the WAN.</summary>
/// <remarks>
/// Network and firewall are changed in one go, and the interface is given some time to come up; one that is not up then is a
/// warning. A piped MacvlanDevice is the interface's device; a piped text is its name; a row gives the parameters by name.
/// </remarks>
/// <example>
/// <para>A second interface by DHCP.</para>
/// <code>New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Dhcp -Metric 20</code>
/// </example>
/// <example>
/// <para>One by PPPoE; PowerShell asks for the password.</para>
/// <code>New-WanInterface wan3 -Device veth1 -Protocol Pppoe -Credential user@isp -Metric 30 -Timeout 30s</code>
/// </example>
/// <example>
/// <para>One with a static address; only shown, not done.</para>
/// <code>New-WanInterface wan4 -Device veth2 -Protocol Static -Address 192.0.2.7/24 -Gateway 192.0.2.1 -Dns 1.1.1.1 -Metric 40 -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.New, "WanInterface", SupportsShouldProcess = true)]
[OutputType(typeof(WanInterface))]
public sealed class NewWanInterfaceCommand : ChangeCommand
{
    /// <summary>The name: A-Z, a-z, 0-9 and <c>_</c>, at most 15 characters, 13 for mwan3, 9 for PPPoE.</summary>
    [Parameter(Position = 0)]
    public string? Name { get; set; }

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
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The metric of the interface's routes (<c>metric</c>). With more than one interface each needs its own.</summary>
    [Parameter]
    public int? Metric { get; set; }

    /// <summary>The firewall zone that the interface joins.</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(FirewallZoneCompleter))]
    public string Zone { get; set; } = "wan";

    /// <summary>Whether the provider's DNS servers are used (<c>peerdns</c>; they are unless this is $false).</summary>
    [Parameter]
    public bool? PeerDns { get; set; }

    /// <summary>DNS servers (<c>dns</c>), besides the provider's.</summary>
    [Parameter]
    public string[]? Dns { get; set; }

    /// <summary>A static interface's address and length of network, as 192.0.2.7/24 (<c>ipaddr</c>, <c>netmask</c>).</summary>
    [Parameter]
    public string? Address { get; set; }

    /// <summary>A static interface's gateway (<c>gateway</c>).</summary>
    [Parameter]
    public string? Gateway { get; set; }

    /// <summary>How long to wait for the interface: a TimeSpan, a number of seconds, or 30s, 2m. 15 seconds by default; 0 does not wait.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    private protected override bool TakesRows => true;

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part];

    private protected override IEnumerable<Change> Changes(object? item)
    {
        string name = item as string ?? Row.Or(Name) ?? throw Error.Missing("-Name", Text.CureNewWanInterface);
        string device = (item as MacvlanDevice)?.Name ?? (item as WanInterface)?.Device ?? Row.Or(Device) ?? throw Error.Missing("-Device", Text.CureNewWanInterface);
        _ = Row.Or(Protocol) ?? throw Error.Missing("-Protocol", Text.CureNewWanInterface);
        UciPatch<InterfaceSettings> patch = Parameters.NotNull<InterfaceSettings>(this, Row).SplitAddress().Set(settings => settings.Device, device);
        if (InterfaceParameters.Of(Row.Or(Credential)) is { } credential)
        {
            patch = patch.SetCredential(credential);
        }

        (string zone, TimeSpan timeout) = (Row.Or(Zone), Row.Or(Timeout));
        yield return new Change(
            draft =>
            {
                WanInterfaces.Add(draft, name, patch, zone);
                if (timeout > TimeSpan.Zero)
                {
                    draft.WaitFor(InterfaceWait.Up, name, timeout);
                }
            },
            state => WanInterfaces.Read(state, name),
            state => timeout > TimeSpan.Zero && WanInterfaces.Read(state, name) is { Up: false } made ? Text.WarningNotUpYet.With(name, made.Reason) : null);
    }
}
