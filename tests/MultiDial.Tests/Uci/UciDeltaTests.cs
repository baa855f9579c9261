using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

public sealed class UciDeltaTests
{
    [Fact]
    public void Pending_changes_are_listed_as_uci_changes_lists_them()
    {
        string text = """
            network.wan.metric='91'
            network.edge='interface'
            network.edge.name='it'\''s'
            network.edge.comment='line1
            line2'
            network.edge.description='a;b&c|d'
            |network.edge.dns='two words'
            ~network.edge.dns='one'
            -network.edge.whatever
            -network.edge.dns='0'
            -network.edge
            +network.cfg0769ce='zone'
            network.wan.password='hunter2'

            """;
        Assert.Equal(
            [
                "network.wan.metric='91'",
                "network.edge='interface'",
                "network.edge.name='it'\\''s'",
                "network.edge.comment='line1\\nline2'",
                "network.edge.description='a;b&c|d'",
                "network.edge.dns+='two words'",
                "network.edge.dns-='one'",
                "-network.edge.whatever",
                "-network.edge.dns",
                "-network.edge",
                "network.cfg0769ce='zone'",
                "network.wan.password='***'",
            ],
            UciDelta.Parse(text).Select(change => change.ToString()));
    }

    [Fact]
    public void Moves_and_new_names_are_told_from_new_values()
    {
        IReadOnlyList<UciDifference> changes = UciDelta.Parse("^mwan3.ss_route='0'\n@network.edge='edge2'\n@network.edge.password='key'\n");
        Assert.Equal([UciChangeKind.MoveSection, UciChangeKind.Rename, UciChangeKind.Rename], changes.Select(change => change.Kind));
        Assert.Equal(["^mwan3.ss_route='0'", "@network.edge='edge2'", "@network.edge.password='key'"], changes.Select(change => change.ToString()));
    }

    [Fact]
    public void Values_are_text() =>
        Assert.Equal("\u4E2D", Assert.Single(UciDelta.Parse("network.edge.name='\u00E4\u00B8\u00AD'\n")).NewValue);

    [Theory]
    [InlineData("")]
    [InlineData("\n# nothing\n")]
    [InlineData("network\n")]
    [InlineData("network.wan\n")]
    [InlineData("network.wan.metric\n")]
    [InlineData("network.@interface[0].metric='1'\n")]
    [InlineData("network.wan.bad-name='1'\n")]
    [InlineData("network.wan.metric.x='1'\n")]
    [InlineData("network.wan.metric='1' more\n")]
    [InlineData("network.wan.metric='\u0001'\n")]
    [InlineData("|network.wan='1'\n")]
    [InlineData("^network.wan.metric='1'\n")]
    [InlineData("@network.wan='bad name'\n")]
    [InlineData("network.wan.metric='open\n")]
    public void What_uci_skips_is_skipped(string text)
    {
        Assert.Empty(UciDelta.Parse(text));
        Assert.Single(UciDelta.Parse("network.wan.metric='5'\n" + text));
    }
}
