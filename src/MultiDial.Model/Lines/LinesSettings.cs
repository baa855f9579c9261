using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>The options of the section that the record of the lines is. The old values of the first line are beside them, under names of their own.</summary>
internal sealed class LinesSettings
{
    /// <summary>The lines in order.</summary>
    [UciOption("line")]
    public string[] Line { get; set; } = [];

    [UciOption("policy")]
    public string? Policy { get; set; }

    /// <summary>The rules that go when the policy goes.</summary>
    [UciOption("rule")]
    public string[] Rule { get; set; } = [];

    /// <summary>The rules that keep networks away from the policy.</summary>
    [UciOption("direct")]
    public string[] Direct { get; set; } = [];

    [UciOption("ipv6", IgnoresCase = true)]
    public MultiDialIPv6? IPv6 { get; set; }

    /// <summary>The configuration of mwan3 that was replaced, packed.</summary>
    [UciOption("replaced")]
    public string? Replaced { get; set; }

    /// <summary>The options of the first line whose old values are kept.</summary>
    [UciOption("old")]
    public string[] Old { get; set; } = [];

    /// <summary>The interfaces that were switched off.</summary>
    [UciOption("off")]
    public string[] Off { get; set; } = [];
}
