using MultiDial.Uci;

namespace MultiDial;

/// <summary>A way to spread traffic over members: a section <c>policy</c> of /etc/config/mwan3.</summary>
public sealed class Mwan3Policy : RouterObject
{
    internal Mwan3Policy(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The members by name (<c>use_member</c>).</summary>
    [UciOption("use_member")]
    public string[] Member { get; internal set; } = [];

    /// <summary>What happens when no member is online (<c>last_resort</c>).</summary>
    [UciOption("last_resort", Default = "unreachable")]
    public Mwan3LastResort? LastResort { get; internal set; }

    /// <summary>How traffic splits now, by the kernel's chain; as it is wanted where the kernel has none, or where the policy is in a transaction.</summary>
    public Mwan3Share[] Share { get; internal set; } = [];

    /// <summary>How traffic splits when all interfaces are online, from the metrics and weights of the members.</summary>
    public Mwan3Share[] WantedShare { get; internal set; } = [];
}

/// <summary>The part of a policy's traffic that an interface gets.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Percent">0 to 100, rounded to a tenth as mwan3 does.</param>
public sealed record Mwan3Share(string Interface, double Percent)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Interface} {Percent:0.#}%");
}
