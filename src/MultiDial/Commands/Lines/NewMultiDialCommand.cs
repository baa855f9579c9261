using System.Management.Automation;
using System.Security;
using MultiDial.Errors;
using MultiDial.Lines;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Makes many lines of one cable, and balances over them: devices, interfaces, firewall and mwan3, as one change.</summary>
/// <remarks>
/// <para>
/// The first line is there already (wan) and stays as it is, except for a metric if it has none. Each other line is a
/// macvlan with a MAC address that is the same every time, and an interface on it. mwan3 gets all lines, one policy and one
/// rule for IPv4; IPv6 stays with the first line, unless -IPv6 says something else. Remove-MultiDial takes all of it away.
/// </para>
/// <para>
/// Piped rows (Import-Csv) are the lines in order, with Name, Protocol, UserName, Password, Weight, MacAddress, Mtu,
/// Parent, Address, Gateway and Dns; headers in Chinese (名称, 用户名, 密码, 权重 and so on) are understood too. A row
/// without a Protocol has the one on the command line. The first row is the first
/// line, which changes only where the row says so: it dials by PPPoE if the row has a UserName, and becomes static if the
/// row has an Address. What is for all lines, as -TrackIp, belongs on the command line. If a row is refused no line is made.
/// </para>
/// <para>
/// A second run writes nothing, and a greater -Line adds lines at the end, which cuts none of those before. What mwan3
/// was installed with gives way without a question; any other configuration of it is the error Mwan3NotEmpty.
/// </para>
/// </remarks>
/// <example>
/// <para>Four lines: wan, wan2, wan3 and wan4.</para>
/// <code>New-MultiDial -Line 4 -Protocol Dhcp</code>
/// </example>
/// <example>
/// <para>A PPPoE session for each account of a file; the first line gets half of the traffic of four.</para>
/// <code>Import-Csv lines.csv | New-MultiDial -Protocol Pppoe -Weight 3, 1, 1, 1</code>
/// </example>
/// <example>
/// <para>Lines that dial in different ways.</para>
/// <code>'Protocol,UserName,Password', ',,', 'Pppoe,user@isp,secret', 'Dhcp,,' | ConvertFrom-Csv | New-MultiDial -WhatIf</code>
/// </example>
/// <example>
/// <para>Two more static lines; what goes to the provider's own network is not balanced.</para>
/// <code>New-MultiDial -Line 3 -Protocol Static -Address 192.0.2.8/24, 192.0.2.9/24 -Gateway 192.0.2.1 -DirectNetwork 100.64.0.0/10</code>
/// </example>
/// <example>
/// <para>Static lines with a gateway each, from the rows of a table. The first row is empty, so wan stays as it is.</para>
/// <code>'Address,Gateway,Weight', ',,2', '192.0.2.8/24,192.0.2.1,1', '198.51.100.9/24,198.51.100.1,1' | ConvertFrom-Csv | New-MultiDial -Protocol Static</code>
/// </example>
/// <example>
/// <para>Takes over what was set up by hand, and adds lines up to six.</para>
/// <code>New-MultiDial -Line 6 -Protocol Dhcp -Adopt -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.New, "MultiDial", SupportsShouldProcess = true)]
[OutputType(typeof(MultiDialLine))]
public sealed class NewMultiDialCommand : RouterChangeCommand<object>
{
    private bool _isRefused;

    /// <summary>How many lines there shall be, the first one included: 2 up to what mwan3's mark mask has room for (60).</summary>
    [Parameter(Position = 0)]
    public int? Line { get; set; }

    /// <summary>How new lines get their addresses, Dhcp, Pppoe or Static (<c>proto</c>); without it as the line before them.</summary>
    [Parameter]
    public WanProtocol? Protocol { get; set; }

    /// <summary>The names of the lines in order; wan, wan2, wan3 … where none is given, without OpenWrt's own wan6. 13 characters, 9 for PPPoE.</summary>
    [Parameter]
    [NameTransformation]
    public string[]? Name { get; set; }

    /// <summary>The devices that the macvlans sit on, in turn (<c>ifname</c>); without it the first line's device.</summary>
    [Parameter]
    [DeviceTransformation]
    [ArgumentCompleter(typeof(ParentCompleter))]
    public string[]? Parent { get; set; }

    /// <summary>User name and password of all new PPPoE lines (<c>username</c>, <c>password</c>); without it those of the line before them.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The user name, in place of a Credential; rows have one each (<c>username</c>).</summary>
    [Parameter]
    public string? UserName { get; set; }

    /// <summary>The password for UserName (<c>password</c>); rows have it as text.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    /// <summary>The lines' shares of the traffic, in proportion to each other, 1 to 1000 (<c>weight</c>): one for all, or one a line in order.</summary>
    [Parameter]
    public int[]? Weight { get; set; }

    /// <summary>The MAC addresses of lines in order (<c>macaddr</c>); empty for one that is made, as for the first line.</summary>
    [Parameter]
    [AllowEmptyString]
    public string[]? MacAddress { get; set; }

    /// <summary>
    /// Static lines' addresses and lengths of network, as 192.0.2.7/24 (<c>ipaddr</c>, <c>netmask</c>): one for each line but
    /// the first, or one for each with the first, which may be empty there and then keeps what it has.
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    public string[]? Address { get; set; }

    /// <summary>Static lines' gateways (<c>gateway</c>): one for all, or one a line as the addresses; without it that of the line before.</summary>
    [Parameter]
    [AllowEmptyString]
    public string[]? Gateway { get; set; }

    /// <summary>DNS servers of new lines (<c>dns</c>); without it static lines have those of the line before.</summary>
    [Parameter]
    public string[]? Dns { get; set; }

    /// <summary>The largest packet in bytes (<c>mtu</c>) of new lines; rows have one each.</summary>
    [Parameter]
    public int? Mtu { get; set; }

    /// <summary>The addresses or host names that tell whether a line works (<c>track_ip</c>); 1.1.1.1, 8.8.8.8 and 223.5.5.5 if none are given. One that answers is enough.</summary>
    [Parameter]
    public string[]? TrackIp { get; set; }

    /// <summary>
    /// Which lines have IPv6: the first one alone (FirstLine, the default), none, or each (PerLine). Each line's IPv6 goes by that
    /// line: mwan3 does not balance it, as the clients choose the prefix that they send from.
    /// </summary>
    [Parameter]
    public MultiDialIPv6? IPv6 { get; set; }

    /// <summary>Networks that are not balanced, as 10.0.0.0/8: the router's own routes decide, as for a VPN or the provider's own network.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? DirectNetwork { get; set; }

    /// <summary>The policy of mwan3 that spreads traffic over the lines.</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3PolicyCompleter))]
    public string? Policy { get; set; }

    /// <summary>Puts the lines in the place of all that mwan3 has, except for its globals.</summary>
    [Parameter]
    public SwitchParameter ReplaceMwan3 { get; set; }

    /// <summary>Adds a rule that keeps a client's HTTPS on one line, for banks and portals that dislike a changing address.</summary>
    [Parameter]
    public SwitchParameter StickyHttps { get; set; }

    /// <summary>Takes over lines that are there: ways to the internet on macvlans, and what mwan3 has of them. Remove-MultiDial removes them too.</summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <summary>How long to wait for the new lines: a TimeSpan, a number of seconds, or 30s, 2m. 15 seconds and one a line by default; 0 does not wait.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>How long the change waits for Confirm-OpenWrtChange before the router takes it back; without it the change stays as soon as the router is reached.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ConfirmTimeout { get; set; }

    private protected override TimeSpan? DecidedWithin => ConfirmTimeout;

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part, MacvlanSupport.Part, Mwan3Service.Part, Mwan3Kernel.Part];

    private protected override bool TakesRows => true;

    private protected override IReadOnlyCollection<string> ForAllRows =>
        [nameof(Line), nameof(TrackIp), nameof(IPv6), nameof(DirectNetwork), nameof(Policy), nameof(ReplaceMwan3), nameof(StickyHttps), nameof(Adopt), nameof(Timeout)];

    private protected override IEnumerable<object> Take(object? item) => item switch
    {
        null => [],
        PSObject => [LineRow.Of(Row, Credential, UserName, Password)],
        _ => [new LineRequest { Name = PipelineName.Of(item) }],
    };

    // Without one of its rows the lines would not be those that were asked for.
    private protected override void Refuse(MultiDialException exception)
    {
        _isRefused = true;
        base.Refuse(exception);
    }

    private protected override IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<object> given)
    {
        if (_isRefused)
        {
            return [];
        }

        LinesRequest request = Request([.. given.Cast<LineRequest>()]);
        return [new Change(
            draft => LineSet.Add(draft, request),
            LineReading.Read,
            state => request.Timeout != TimeSpan.Zero ? LineReading.Warning(state) : null)];
    }

    private LinesRequest Request(IReadOnlyList<LineRequest> rows) => new LineMerge
    {
        Rows = rows,
        Line = Line,
        Names = Name ?? [],
        Weights = Weight,
        MacAddresses = MacAddress ?? [],
        Addresses = Address,
        Gateways = Gateway,
        Protocol = Protocol,
        // Rows may have the other half of an account.
        Credential = InterfaceParameters.Of(Credential) ?? (rows.Count > 0 && Password is null ? null : InterfaceParameters.Of(UserName, Password)),
        Mtu = Mtu,
        Dns = Dns,
        Adopt = Adopt,
    }.Into(new LinesRequest
    {
        Parents = Parent ?? [],
        TrackIp = TrackIp,
        Policy = Policy,
        IPv6 = IPv6,
        DirectNetwork = DirectNetwork,
        ReplaceMwan3 = ReplaceMwan3,
        StickyHttps = StickyHttps ? true : null,
        Adopt = Adopt,
        Timeout = Timeout,
    });
}
