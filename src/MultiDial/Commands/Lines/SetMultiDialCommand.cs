using System.Management.Automation;
using MultiDial.Lines;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Changes the lines that New-MultiDial has made, or their number. What is not given stays.</summary>
/// <remarks>
/// More lines are added at the end, and are like the last one; fewer lines are removed from the end. Neither cuts a
/// connection on the lines that stay.
/// </remarks>
/// <example>
/// <para>Two lines more, or less.</para>
/// <code>Set-MultiDial -Line 6</code>
/// </example>
/// <example>
/// <para>One more static line.</para>
/// <code>Set-MultiDial -Line 4 -Address 192.0.2.10/24</code>
/// </example>
/// <example>
/// <para>The third line gets twice its share.</para>
/// <code>Get-MultiDial wan3 | Set-MultiDial -Weight 2</code>
/// </example>
/// <example>
/// <para>The cable is in another port now.</para>
/// <code>Set-MultiDial -Parent eth1</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "MultiDial", SupportsShouldProcess = true)]
[OutputType(typeof(MultiDialLine))]
public sealed class SetMultiDialCommand : ChangeCommand
{
    /// <summary>The names of the lines to change; all if none are given.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(MultiDialCompleter))]
    public string[]? Name { get; set; }

    /// <summary>How many lines there shall be, the first one included.</summary>
    [Parameter]
    public int? Line { get; set; }

    /// <summary>The lines' shares of the traffic, in proportion to each other (<c>weight</c>): one for all, or one a line in order.</summary>
    [Parameter]
    public int[]? Weight { get; set; }

    /// <summary>User name and password for PPPoE (<c>username</c>, <c>password</c>). The first line gets them only where it is named.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The addresses or host names that tell whether a line works (<c>track_ip</c>); an empty list for none.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? TrackIp { get; set; }

    /// <summary>Whether there is a rule that keeps a client's HTTPS on one line.</summary>
    [Parameter]
    public SwitchParameter StickyHttps { get; set; }

    /// <summary>
    /// Which lines have IPv6: the first one alone (FirstLine, as New-MultiDial has it by default), none, or each (PerLine). Each line's IPv6 goes by that
    /// line: mwan3 does not balance it, as the clients choose the prefix that they send from.
    /// </summary>
    [Parameter]
    public MultiDialIPv6? IPv6 { get; set; }

    /// <summary>
    /// Networks that are not balanced, as 10.0.0.0/8: the router's own routes decide, as for a VPN or the provider's own
    /// network; these take the place of those that are there, and an empty list takes them away.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public string[]? DirectNetwork { get; set; }

    /// <summary>New static lines' addresses and lengths of network, in order, as 192.0.2.7/24 (<c>ipaddr</c>, <c>netmask</c>).</summary>
    [Parameter]
    public string[]? Address { get; set; }

    /// <summary>
    /// The device for the lines to sit on, as when the cable moves to another port (<c>ifname</c> of the macvlans, <c>device</c> of the first
    /// line): one for all, or one a line in order. A line stands for its device.
    /// </summary>
    [Parameter]
    [DeviceTransformation]
    [ArgumentCompleter(typeof(ParentCompleter))]
    public string[]? Parent { get; set; }

    /// <summary>New static lines' gateways (<c>gateway</c>): one for all, or one for each; without it that of the line before.</summary>
    [Parameter]
    public string[]? Gateway { get; set; }

    /// <summary>How long to wait for new lines: a TimeSpan, a number of seconds, or 30s, 2m. 15 seconds and one a line by default; 0 does not wait.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>How long the change waits for Confirm-OpenWrtChange before the router takes it back; without it the change stays as soon as the router is reached.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ConfirmTimeout { get; set; }

    private protected override TimeSpan? DecidedWithin => ConfirmTimeout;

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part, MacvlanSupport.Part, Mwan3Service.Part, Mwan3Kernel.Part];

    private protected override IEnumerable<Change> Changes(object? item)
    {
        var change = new LinesChange
        {
            Names = item is null ? Name : [PipelineName.Of(item)],
            Count = Line,
            Weight = Weight,
            Credential = InterfaceParameters.Of(Credential),
            TrackIp = TrackIp,
            StickyHttps = MyInvocation.BoundParameters.ContainsKey(nameof(StickyHttps)) ? StickyHttps.IsPresent : null,
            IPv6 = IPv6,
            DirectNetwork = MyInvocation.BoundParameters.ContainsKey(nameof(DirectNetwork)) ? DirectNetwork ?? [] : null,
            Address = Address,
            Parent = Parent,
            Gateway = Gateway,
            Timeout = Timeout,
        };
        bool waits = (Line is not null || Parent is not null) && Timeout != TimeSpan.Zero;
        return [new Change(
            draft => LineSet.Set(draft, change),
            state => LineReading.Read(state, change.Names),
            state => waits ? LineReading.Warning(state) : null)];
    }
}
