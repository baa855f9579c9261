using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Lines;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Uci;
using static MultiDial.Tests.Mwan3.Mwan3Texts;
using static MultiDial.Tests.Patches;

namespace MultiDial.Tests.Configuration;

/// <summary>What was made and removed again, in whatever order, leaves every byte of the files as it was.</summary>
public sealed class NoTraceTests
{
    private const int Orders = 10;

    private static readonly Thing[] s_things =
    [
        new(draft => MacvlanDevices.Add(draft, "veth0", "eth0.2", Patch<MacvlanDevice>()), draft => MacvlanDevices.Remove(draft, "veth0")),
        new(draft => MacvlanDevices.Add(draft, "veth-1.7", "eth0.2", Patch<MacvlanDevice>(("Mode", MacvlanMode.Private))), draft => MacvlanDevices.Remove(draft, "veth-1.7")),
        new(draft => WanInterfaces.Add(draft, "wan2", Interface(("Device", "veth0"), ("Protocol", WanProtocol.Dhcp), ("Metric", 20)), "wan"), draft => InterfaceRemoval.Remove(draft, "wan2", true)),
        new(draft => WanInterfaces.Add(draft, "wan3", Interface(("Device", "veth-1.7"), ("Protocol", WanProtocol.Pppoe), ("Credential", new InterfaceCredential("me", "it's #1\n")), ("Dns", List("1.1.1.1", "8.8.8.8"))), "wan"), draft => InterfaceRemoval.Remove(draft, "wan3", false)),
        new(draft => FirewallZones.AddNetwork(draft, "lan", "loopback"), draft => FirewallZones.RemoveNetwork(draft, "lan", "loopback")),
        new(draft => Mwan3Interfaces.Add(draft, "wan2", Patch<Mwan3Interface>(("TrackIp", List("1.1.1.1", "8.8.8.8")), ("Enabled", true))), draft => Mwan3Interfaces.Remove(draft, "wan2", true)),
        new(draft => Mwan3Interfaces.Add(draft, "wan3", Patch<Mwan3Interface>()), draft => Mwan3Interfaces.Remove(draft, "wan3", false)),
        new(draft => Mwan3Members.Add(draft, "new2", Patch<Mwan3Member>(("Interface", "wan2"), ("Metric", 1))), draft => Mwan3Members.Remove(draft, "new2")),
        new(draft => Mwan3Members.Add(draft, "new3", Patch<Mwan3Member>(("Interface", "wan3"))), draft => Mwan3Members.Remove(draft, "new3")),
        new(draft => Mwan3Policies.Set(draft, "both", Patch<Mwan3Policy>(("Member", List("new2", "new3")))), draft => Mwan3Policies.Remove(draft, "both")),
        new(draft => Mwan3Rules.Add(draft, "first", Patch<Mwan3Rule>(("Policy", "both"), ("Family", Mwan3Family.IPv4)), Mwan3RulePlace.First), draft => Mwan3Rules.Remove(draft, "first")),
        new(draft => Mwan3Rules.Add(draft, "last", Patch<Mwan3Rule>(("Policy", "both"), ("IpSet", "streams")), Mwan3RulePlace.Last), draft => Mwan3Rules.Remove(draft, "last")),
        new(draft => Mwan3Rules.Add(draft, "between", Patch<Mwan3Rule>(("Policy", "default")), new Mwan3RulePlace("last", true)), draft => Mwan3Rules.Remove(draft, "between")),
        new(draft => Mwan3Rules.Add(draft, "second", Patch<Mwan3Rule>(("Policy", "default")), new Mwan3RulePlace("first", false)), draft => Mwan3Rules.Remove(draft, "second")),
    ];

    public static TheoryData<string, string, string> Files => new()
    {
        { States.ModernNetwork, States.ModernFirewall, States.EmptyMwan3 },
        { Recording.Answer("18-old-style.txt", "cat /etc/config/network"), OldFirewall, Rules },
        { Windows(States.ModernNetwork), Windows(States.ModernFirewall), Windows(Rules) },
        { States.ModernNetwork.TrimEnd(), States.ModernFirewall.TrimEnd(), Rules.TrimEnd() },
        { "# 网络\n" + States.ModernNetwork + "\n# the end", "#\n" + FactoryFirewall, "" },
        { States.ModernNetwork + "\n\n\n", OldFirewall + "# the end\n", "\n" },
        { Dense(States.ModernNetwork), Dense(OldFirewall), Dense(Rules) },
        { States.ModernNetwork, FactoryFirewall, "# For full documentation:\n# see the wiki\n" },
        { States.ModernNetwork, FactoryFirewall, "# no end" },
    };

    private static string OldFirewall => States.ModernFirewall.Replace("\tlist network 'wan'\n\tlist network 'wan6'\n", "\toption network 'wan  wan6'\n", StringComparison.Ordinal);

    // As the package of the firewall brings it: no quotes, tabs, and comments above sections and in them.
    private static string FactoryFirewall => """
        config zone
        	option name		lan
        	list   network		'lan'
        # Uncomment this line
        #	option disable_ipv6	1

        config zone
        	option name		wan
        	list   network		'wan'
        	list   network		'wan6'
        	option masq		1

        # include a file
        config include
        	option path /etc/firewall.user

        """;

    private static string Rules => """
        # mwan3 by hand

        config globals 'globals'
        	option mmx_mask '0x3F00'

        # the old one
        config interface 'wan'
        	option enabled 1

        config rule 'mine' # first
        	option use_policy 'default'
        	#option proto 'tcp'

        # the rest
        config rule 'rest'
        	option dest_ip '0.0.0.0/0'
        	option use_policy 'default'

        """;

    [Theory]
    [MemberData(nameof(Files))]
    public void In_any_order(string network, string firewall, string mwan3)
    {
        for (int seed = 0; seed < Orders; seed++)
        {
            Dictionary<string, string> parts = States.Modern();
            (parts["config/network"], parts["config/firewall"], parts["config/mwan3"]) = (network, firewall, mwan3);
            MakeAndRemoveAll(parts, new Random(seed));
            Assert.Equal((seed, network), (seed, parts["config/network"]));
            Assert.Equal((seed, firewall), (seed, parts["config/firewall"]));
            Assert.Equal((seed, mwan3), (seed, parts["config/mwan3"]));
        }
    }

    // As cmdlets do: each reads the files that the one before has written.
    private static void MakeAndRemoveAll(Dictionary<string, string> parts, Random random)
    {
        Thing[] things = [.. s_things];
        random.Shuffle(things);
        for (List<Thing> missing = [.. things]; missing.Count > 0;)
        {
            missing.Remove(missing.First(thing => Try(parts, thing.Add) is null));
        }

        random.Shuffle(things);
        for (List<Thing> there = [.. things]; there.Count > 0;)
        {
            // What is not found is gone with something else.
            there.Remove(there.First(thing => Try(parts, thing.Remove) is null or ErrorId.NotFound));
        }
    }

    private static ErrorId? Try(Dictionary<string, string> parts, Action<RouterDraft> edit)
    {
        RouterDraft draft = new(States.Of(parts));
        try
        {
            draft.Edit(edit);
        }
        catch (MultiDialException exception) when (exception.Id is ErrorId.NotFound or ErrorId.InUse)
        {
            return exception.Id;
        }

        foreach (UciPackage package in draft.Changed)
        {
            parts["config/" + package.Name] = ByteText.ToText(package.ToText());
        }

        return null;
    }

    private static string Windows(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);

    private static string Dense(string text) => text.Replace("\n\n", "\n", StringComparison.Ordinal).TrimStart('\n');

    private sealed record Thing(Action<RouterDraft> Add, Action<RouterDraft> Remove);
}
