namespace MultiDial;

/// <summary>What a finding is about. The names stay; more may come.</summary>
public enum FindingId
{
    /// <summary>mwan3 is set up, but not installed.</summary>
    Mwan3Missing,

    /// <summary>mwan3 is set up, but does not run.</summary>
    Mwan3NotRunning,

    /// <summary>A name is longer than what it becomes a part of allows.</summary>
    NameTooLong,

    /// <summary>There are more interfaces of mwan3 than its mark mask has marks for.</summary>
    TooManyInterfaces,

    /// <summary>mwan3 tracks an interface that the network does not have.</summary>
    Mwan3InterfaceWithoutNetwork,

    /// <summary>A policy that is used has a member whose interface mwan3 does not use.</summary>
    MemberInterfaceDisabled,

    /// <summary>mwan3 tracks an interface that no policy in use has.</summary>
    Mwan3InterfaceUnused,

    /// <summary>The tracked addresses are an option and no list, so that the tracker finds none (<c>track_ip</c>).</summary>
    TrackIpIsNoList,

    /// <summary>Nothing is tracked, so that an interface counts as online while it is up.</summary>
    TrackIpMissing,

    /// <summary>An interface starts offline, and nothing is tracked that could bring it online.</summary>
    NeverOnline,

    /// <summary>More tracked addresses must answer than there are (<c>reliability</c>).</summary>
    ReliabilityTooHigh,

    /// <summary>A member is of an interface that mwan3 does not have.</summary>
    MemberWithoutInterface,

    /// <summary>A policy names members that there are not.</summary>
    PolicyMemberMissing,

    /// <summary>A policy that is used has no member.</summary>
    PolicyEmpty,

    /// <summary>A rule has no policy, or one that there is not.</summary>
    RuleWithoutPolicy,

    /// <summary>A rule gets no traffic, since one before it takes all of it.</summary>
    RuleShadowed,

    /// <summary>A rule takes IPv6 too, and its policy has lines of IPv4 only, so that IPv6 is refused.</summary>
    RuleRejectsIPv6,

    /// <summary>No rule takes what the others leave, so that it is not balanced.</summary>
    CatchAllMissing,

    /// <summary>Several lines have no metric, so that the router keeps one default route only.</summary>
    MetricMissing,

    /// <summary>Two lines have the same metric.</summary>
    MetricEqual,

    /// <summary>A line is in no firewall zone.</summary>
    LineWithoutZone,

    /// <summary>A line is in the zone of the local network.</summary>
    LineInLocalZone,

    /// <summary>The zone of a line does not masquerade.</summary>
    LineNotMasqueraded,

    /// <summary>The zone of a line lets everybody into the router.</summary>
    LineAcceptsInput,

    /// <summary>Two lines sit on one device.</summary>
    DeviceShared,

    /// <summary>A macvlan has no parent (<c>ifname</c>).</summary>
    MacvlanWithoutParent,

    /// <summary>The parent of a macvlan is in the option <c>device</c>, which netifd does not read there.</summary>
    MacvlanParentInDevice,

    /// <summary>The parent of a macvlan does not exist.</summary>
    MacvlanParentMissing,

    /// <summary>A macvlan has no MAC address of its own, so that it gets another one each time (<c>macaddr</c>).</summary>
    MacAddressRandom,

    /// <summary>The MAC address of a macvlan is that of a group, or none at all.</summary>
    MacAddressInvalid,

    /// <summary>Two devices on one wire have the same MAC address.</summary>
    MacAddressTwice,

    /// <summary>The kernel has no macvlans.</summary>
    MacvlanSupportMissing,

    /// <summary>The kernel lacks a module that mwan3's rules need.</summary>
    KernelModuleMissing,

    /// <summary>The modules on the router are for another kernel than the one that runs.</summary>
    KernelModulesForOtherKernel,

    /// <summary>iptables and ip6tables are of different kinds, legacy and nft.</summary>
    IptablesMixed,

    /// <summary>The kernel drops answers on a line that is not the first (<c>rp_filter</c>).</summary>
    ReversePathStrict,

    /// <summary>Connections are passed by mwan3's marks (<c>flow_offloading</c>).</summary>
    FlowOffloading,

    /// <summary>The firewall has full-cone NAT, which knows one line only.</summary>
    FullConeNat,

    /// <summary>miniupnpd runs, and opens ports on one line only.</summary>
    Upnp,

    /// <summary>PassWall takes connections before mwan3 does.</summary>
    PassWall,

    /// <summary>OpenClash takes connections before mwan3 does.</summary>
    OpenClash,

    /// <summary>The router runs with another configuration than the one in its files.</summary>
    ChangesNotReloaded,

    /// <summary>Somebody has changes that are not committed.</summary>
    ChangesPending,
}
