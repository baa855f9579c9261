using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

/// <summary>Packets on a router with two lines that are online, and one rule for IPv4.</summary>
public abstract class Mwan3RouteEngine : Mwan3Engine
{
    private protected Mwan3RouteEngine()
    {
        Router.Parts["interfaces"] = Netifd(("wan", true, 10), ("wan2", true, 20));
        Router.Parts["mwan3-status"] = """{ "interfaces": {} }""";
        Give(Rule("rest", "family ipv4"));
    }

    private protected static string Shares(Mwan3Route route) => string.Join(", ", route.Share.Select(share => share.ToString()));

    private protected void Give(string rules) => Router.Parts["config/mwan3"] = Balanced(2, rules);

    private protected Mwan3Route Resolve(string packet) => Assert.Single(Routes("Resolve-Mwan3Route " + packet));

    private protected Mwan3Route[] Routes(string script) => [.. Run(script).Select(route => Assert.IsType<Mwan3Route>(route.BaseObject))];
}
