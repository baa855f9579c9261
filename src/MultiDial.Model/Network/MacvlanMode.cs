namespace MultiDial;

/// <summary>What macvlans on the same parent may send to each other (<c>mode</c>).</summary>
public enum MacvlanMode
{
    /// <summary>They reach each other directly.</summary>
    Bridge,

    /// <summary>They never reach each other.</summary>
    Private,

    /// <summary>They reach each other only if the switch outside sends frames back. What the kernel takes when nothing is said.</summary>
    Vepa,

    /// <summary>One macvlan takes over its parent.</summary>
    Passthru,
}
