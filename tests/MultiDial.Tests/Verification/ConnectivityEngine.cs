using System.Management.Automation;

namespace MultiDial.Tests.Verification;

/// <summary>Test-WanConnectivity on a router that is only texts: two lines by DHCP that are well, and a LAN.</summary>
public abstract class ConnectivityEngine : IDisposable
{
    private protected const string Answered = "3 packets transmitted, 3 packets received, 0% packet loss\nround-trip min/avg/max = 1.0/2.0/3.0 ms\n";
    private protected const string Silent = "3 packets transmitted, 0 packets received, 100% packet loss\n";

    private protected const string Resolved = "Server:\t\t127.0.0.1\nAddress:\t127.0.0.1:53\n\nName:\tconnect.rom.miui.com\nAddress: 93.184.215.14\n";

    private protected const string Interfaces = """
        { "interface": [
          { "interface": "lan", "up": true, "device": "br-lan", "l3_device": "br-lan", "proto": "static", "ipv4-address": [ { "address": "192.168.1.1", "mask": 24 } ] },
          { "interface": "wan", "up": true, "device": "eth0.2", "l3_device": "eth0.2", "proto": "dhcp", "ipv4-address": [ { "address": "100.64.0.9", "mask": 24 } ],
            "route": [ { "target": "0.0.0.0", "mask": 0, "nexthop": "100.64.0.1" } ], "dns-server": [ "100.64.0.1" ] },
          { "interface": "wan2", "up": true, "device": "veth0", "l3_device": "veth0", "proto": "dhcp", "ipv4-address": [ { "address": "100.64.0.10", "mask": 24 } ],
            "route": [ { "target": "0.0.0.0", "mask": 0, "nexthop": "100.64.0.1" } ], "dns-server": [ "100.64.0.1" ] } ] }
        """;

    private protected const string Firewall = """
        *nat
        :POSTROUTING ACCEPT [0:0]
        -A POSTROUTING -o eth0.2 -j MASQUERADE
        -A POSTROUTING -o veth0 -j MASQUERADE
        COMMIT
        *filter
        :FORWARD DROP [0:0]
        -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A FORWARD -i br-lan -j ACCEPT
        COMMIT
        """;

    private readonly Engine _engine;

    private protected ConnectivityEngine()
    {
        _engine = new Engine(Router);
        Router.Parts.Remove("config/mwan3");
        Router.Parts["config/network"] += "\nconfig interface 'wan2'\n\toption device 'veth0'\n\toption proto 'dhcp'\n\toption metric '20'\n";
        Router.Parts["config/firewall"] = States.ModernFirewall.Replace("\tlist network 'wan6'\n", "\tlist network 'wan2'\n", StringComparison.Ordinal);
        Say(("interfaces", Interfaces), ("carriers", "lo=1\nbr-lan=1\neth0.2=1\nveth0=1\n"), ("forwarding", "1 1\n"), ("iptables", Firewall), ("resolver", Resolved), ("dnsmasq", "installed\n"), ("wget", "installed\n"),
            ("neighbours", "100.64.0.1 dev eth0.2 lladdr 52:54:00:64:00:01 REACHABLE \n100.64.0.1 dev veth0 lladdr 52:54:00:64:00:01 STALE \n"));
        foreach (string line in (string[])["wan", "wan2"])
        {
            Say(("ping/" + line + "/1.1.1.1", Answered), ("ping/" + line + "/223.5.5.5", Silent), ("gateway/" + line, Answered), ("dns/" + line, "93.184.215.14\n"), ("web/" + line, "connect.rom.miui.com\n\n"),
                ("public/" + line, "100.64.0.9\n"), ("mtu/" + line, "1500\n" + Answered), ("masquerade/" + line, Answered));
        }
    }

    private protected FakeRouter Router { get; } = new(States.Modern());

    public void Dispose()
    {
        _engine.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Say(params (string Part, string? Text)[] parts)
    {
        foreach ((string part, string? text) in parts)
        {
            if (text is null)
            {
                Router.Parts.Remove(part);
            }
            else
            {
                Router.Parts[part] = text;
            }
        }
    }

    private protected WanConnectivity[] Test(string lines = "")
    {
        PSObject[] found = [.. _engine.Run("Test-WanConnectivity " + lines)];
        Assert.True(_engine.Errors.Count == 0, string.Join(" ", _engine.Errors));
        return [.. found.Select(line => Assert.IsType<WanConnectivity>(line.BaseObject))];
    }
}
