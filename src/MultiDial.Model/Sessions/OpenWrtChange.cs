using MultiDial.Texts;

namespace MultiDial;

/// <summary>A change to the router's configuration that was made and confirmed.</summary>
public sealed class OpenWrtChange
{
    internal OpenWrtChange(IEnumerable<UciChange> changes, int? connectionsBefore, int? connectionsAfter)
    {
        Change = [.. changes];
        ConnectionsBefore = connectionsBefore;
        ConnectionsAfter = connectionsAfter;
    }

    /// <summary>When it was confirmed.</summary>
    public DateTime Time { get; } = DateTime.Now;

    /// <summary>What was changed, option by option.</summary>
    public UciChange[] Change { get; }

    /// <summary>How many connections the router carried just before it (<c>nf_conntrack_count</c>); null where it does not count them.</summary>
    public int? ConnectionsBefore { get; }

    /// <summary>How many it carried afterwards.</summary>
    public int? ConnectionsAfter { get; }

    /// <summary>The change in a few words.</summary>
    public override string ToString() => ConnectionsBefore is { } before && ConnectionsAfter is { } after
        ? Text.ChangeWithConnections.With(Change.Length, before, after)
        : Text.ChangeInWords.With(Change.Length);
}
