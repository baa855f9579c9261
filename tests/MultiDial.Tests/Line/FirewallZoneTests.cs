using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Tests;

public sealed class FirewallZoneTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Zones_show_what_the_file_says_in_either_form(bool legacy)
    {
        FirewallZone[] zones = [.. FirewallZones.Read(States.Of(legacy ? States.Legacy() : States.Modern()))];
        Assert.Equal(["lan", "wan"], zones.Select(zone => zone.Name));
        Assert.Equivalent(
            new { Network = "wan wan6".Split(' '), Masquerade = true, MtuFix = true, Input = FirewallPolicy.Reject, Output = FirewallPolicy.Accept, Forward = FirewallPolicy.Reject },
            zones[1]);
        Assert.False(zones[0].Masquerade);
    }

    [Fact]
    public void What_a_zone_does_not_say_the_defaults_do()
    {
        RouterState state = States.Of(States.Modern(), ("config/firewall", "config defaults\n\toption input 'DROP'\n\tconfig zone\n\toption name 'x'\n\toption forward 'accept'\n"));
        Assert.Equivalent(new { Input = FirewallPolicy.Drop, Output = (FirewallPolicy?)null, Forward = FirewallPolicy.Accept }, Assert.Single(FirewallZones.Read(state)));
    }

    [Theory]
    [InlineData("option network 'wan wan6'", "option network 'wan wan6 spare'")]
    [InlineData("option network 'wan'", "option network 'wan spare'")]
    [InlineData("list network 'wan'", "list network 'wan'\n\tlist network 'spare'")]
    [InlineData("list network 'wan wan6'", "list network 'wan'\n\tlist network 'wan6'\n\tlist network 'spare'")]
    [InlineData("option input 'REJECT'", "option input 'REJECT'\n\tlist network 'spare'")]
    public void Adding_keeps_the_form_of_the_list_and_never_loses_a_network(string before, string after)
    {
        RouterState state = Zone(before);
        RouterDraft draft = States.Draft(state, draft => FirewallZones.AddNetwork(draft, "wan", "spare"));
        Assert.Equal($"config zone\n\toption name 'wan'\n\t{after}\n", draft.Firewall.ToText());
    }

    [Fact]
    public void Adding_what_is_there_changes_nothing() =>
        Assert.Empty(States.Draft(Zone("option network 'wan spare'"), draft => FirewallZones.AddNetwork(draft, "wan", "spare")).Changes);

    [Theory]
    [InlineData("option network 'wan spare wan6'", "\n\toption network 'wan wan6'")]
    [InlineData("list network 'wan'\n\tlist network 'spare'", "\n\tlist network 'wan'")]
    [InlineData("option network 'spare'", "")]
    public void Removing_keeps_the_others(string before, string after)
    {
        RouterDraft draft = States.Draft(Zone(before), draft => FirewallZones.RemoveNetwork(draft, "wan", "spare"));
        Assert.Equal($"config zone\n\toption name 'wan'{after}\n", draft.Firewall.ToText());
    }

    [Fact]
    public void Zones_and_networks_that_are_not_there_are_not_found()
    {
        RouterState state = States.Of(States.Modern());
        Refused.With(ErrorId.NotFound, state, draft => FirewallZones.AddNetwork(draft, "dmz", "wan"));
        Refused.With(ErrorId.NotFound, state, draft => ZoneNetworks.Add(draft, "wan", "wan9"));
        Refused.With(ErrorId.NotFound, state, draft => FirewallZones.RemoveNetwork(draft, "wan", "lan"));
        Assert.Equal(
            "Remove-FirewallZoneNetwork lan -Network lan",
            Refused.With(ErrorId.InUse, state, draft => FirewallZones.AddNetwork(draft, "wan", "lan")).RecommendedAction);
    }

    private static RouterState Zone(string network) => States.Of(
        States.Modern(),
        ("config/network", "config interface 'wan'\n\nconfig interface 'wan6'\n\nconfig interface 'spare'\n"),
        ("config/firewall", $"config zone\n\toption name 'wan'\n\t{network}\n"));
}
