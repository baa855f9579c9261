using MultiDial.Uci;

namespace MultiDial;

/// <summary>An interface with a metric and a weight: a section <c>member</c> of /etc/config/mwan3.</summary>
public sealed class Mwan3Member : RouterObject
{
    internal Mwan3Member(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The mwan3 interface (<c>interface</c>).</summary>
    [UciOption("interface")]
    public string? Interface { get; internal set; }

    /// <summary>The rank (<c>metric</c>): of a policy's members only those with the lowest metric that is online carry traffic.</summary>
    [UciOption("metric", Default = "1", Min = 1, Max = 256)]
    public int? Metric { get; internal set; }

    /// <summary>The share among members of the same metric (<c>weight</c>).</summary>
    [UciOption("weight", Default = "1", Min = 1, Max = 1000)]
    public int? Weight { get; internal set; }
}
