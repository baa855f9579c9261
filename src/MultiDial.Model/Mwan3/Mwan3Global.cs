using MultiDial.Uci;

namespace MultiDial;

/// <summary>mwan3's settings for all interfaces: the section <c>globals</c> of /etc/config/mwan3.</summary>
public sealed class Mwan3Global : RouterObject
{
    internal Mwan3Global(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The bits of the packet mark that mwan3 uses (<c>mmx_mask</c>); n bits make room for 2^n - 4 interfaces.</summary>
    [UciOption("mmx_mask", Default = "0x3F00")]
    public string? MarkMask { get; internal set; }

    /// <summary>Whether rules may write to the log (<c>logging</c>).</summary>
    [UciOption("logging", Default = "0")]
    public bool? Logging { get; internal set; }

    /// <summary>The level of what they write (<c>loglevel</c>).</summary>
    [UciOption("loglevel", Default = "notice")]
    public Mwan3LogLevel? LogLevel { get; internal set; }

    /// <summary>Further routing tables whose networks are reached directly (<c>rt_table_lookup</c>).</summary>
    [UciOption("rt_table_lookup")]
    public string[] RoutingTable { get; internal set; } = [];
}
