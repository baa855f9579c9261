namespace MultiDial.Verification.Packets;

/// <summary>What a rule of the kernel does with a packet.</summary>
/// <param name="Applies">Whether it is for the packet; null if that cannot be told.</param>
/// <param name="Fate">What becomes of the packet then.</param>
/// <param name="Chain">The chain that goes on, for <see cref="RuleFate.Jump"/> and <see cref="RuleFate.GoTo"/>.</param>
internal readonly record struct FirewallRule(bool? Applies, RuleFate Fate, string Chain = "")
{
    /// <summary>Two matches that both have to fit: one that does not decides, whatever is not known of the other.</summary>
    internal static bool? And(bool? one, bool? other) => one == false || other == false ? false : one is null || other is null ? null : true;
}

/// <summary>The end of a rule.</summary>
internal enum RuleFate
{
    /// <summary>None: the next rule is asked.</summary>
    None,

    /// <summary>It passes.</summary>
    Accept,

    /// <summary>It is dropped or refused.</summary>
    Drop,

    /// <summary>It gets another source address.</summary>
    Masquerade,

    /// <summary>The calling chain goes on.</summary>
    Return,

    /// <summary>Another chain is asked, and then the next rule.</summary>
    Jump,

    /// <summary>Another chain is asked in place of the rest of this one.</summary>
    GoTo,
}
