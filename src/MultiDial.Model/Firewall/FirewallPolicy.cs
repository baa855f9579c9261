using MultiDial.Uci;

namespace MultiDial;

/// <summary>What a firewall zone does with traffic that no rule speaks of.</summary>
public enum FirewallPolicy
{
    /// <summary>It passes.</summary>
    [UciWord("ACCEPT")]
    Accept,

    /// <summary>It is refused, and the sender is told.</summary>
    [UciWord("REJECT")]
    Reject,

    /// <summary>It is dropped without a word.</summary>
    [UciWord("DROP")]
    Drop,
}
