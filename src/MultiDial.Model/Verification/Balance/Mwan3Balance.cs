namespace MultiDial;

/// <summary>What part of a policy's new connections a line got in a test, and what part it should get.</summary>
public sealed class Mwan3Balance : RouterObject
{
    internal Mwan3Balance(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The policy.</summary>
    public string Policy { get; internal init; } = "";

    /// <summary>The line; the same as <see cref="RouterObject.Name"/>.</summary>
    public string Interface => Name;

    /// <summary>
    /// The part that it should get, in percent rounded to a tenth: its weight's part among the members with the lowest metric whose
    /// lines are online.
    /// </summary>
    public double ExpectedShare { get; internal init; }

    /// <summary>The part that it got, in percent rounded to a tenth.</summary>
    public double ActualShare { get; internal init; }

    /// <summary>How many new connections it got.</summary>
    public long Connections { get; internal init; }

    /// <summary>How far the policy's lines together are from what they should get (Pearson's chi-square); infinite if a line got connections that should get none.</summary>
    public double ChiSquare { get; internal init; }

    /// <summary>How likely it is that a policy that splits as it should is as far off as that or further, 0 to 1.</summary>
    public double PValue { get; internal init; }

    /// <summary>Whether the line gets its part; without a tolerance it is the same for all lines of the policy.</summary>
    public Mwan3BalanceVerdict Verdict { get; internal init; }
}

/// <summary>What a test of balance says.</summary>
public enum Mwan3BalanceVerdict
{
    /// <summary>Connections are split as configured.</summary>
    Balanced,

    /// <summary>Connections are split otherwise.</summary>
    Unbalanced,
}
