using System.Management.Automation;
using MultiDial.Mwan3;

namespace MultiDial.Commands;

/// <summary>The options of a rule that Add-Mwan3Rule and Set-Mwan3Rule share.</summary>
public abstract class Mwan3RuleCommand : ChangeCommand
{
    /// <summary>The policy that the traffic takes, or <c>default</c>, <c>unreachable</c>, <c>blackhole</c> (<c>use_policy</c>).</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3RulePolicyCompleter))]
    public string? Policy { get; set; }

    /// <summary>The address family (<c>family</c>, Any).</summary>
    [Parameter]
    public Mwan3Family? Family { get; set; }

    /// <summary>The protocol, as tcp, udp, icmp, or its number (<c>proto</c>, all).</summary>
    [Parameter]
    [ArgumentCompleter(typeof(Mwan3ProtocolCompleter))]
    public string? Protocol { get; set => field = Mwan3RuleValues.Protocol(value); }

    /// <summary>The source address or network (<c>src_ip</c>).</summary>
    [Parameter]
    public string? SourceAddress { get; set; }

    /// <summary>The source ports, as 80 or 80,443 or 1024:2048, at most 15 (<c>src_port</c>); for tcp and udp.</summary>
    [Parameter]
    [PortTransformation]
    public string? SourcePort { get; set; }

    /// <summary>The destination address or network (<c>dest_ip</c>).</summary>
    [Parameter]
    public string? DestinationAddress { get; set; }

    /// <summary>The destination ports (<c>dest_port</c>); for tcp and udp.</summary>
    [Parameter]
    [PortTransformation]
    public string? DestinationPort { get; set; }

    /// <summary>The name of an ipset of destinations (<c>ipset</c>). It must exist on the router.</summary>
    [Parameter]
    public string? IpSet { get; set; }

    /// <summary>The network interface that the traffic comes in by (<c>src_iface</c>); mwan3 2.7 and later.</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(NetworkInterfaceCompleter))]
    public string? SourceInterface { get; set; }

    /// <summary>Whether a client stays on the interface that it got (<c>sticky</c>, false).</summary>
    [Parameter]
    public bool? Sticky { get; set; }

    /// <summary>For how long it stays, in whole seconds (<c>timeout</c>, 600 s).</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? StickyTimeout { get; set; }

    /// <summary>Whether the rule writes to the log (<c>logging</c>, false); Set-Mwan3Global -Logging must be on too.</summary>
    [Parameter]
    public bool? Logging { get; set; }
}
