using MultiDial.Uci;

namespace MultiDial.Watch;

/// <summary>The options of the section that the settings of the watch are.</summary>
internal sealed class WatchSettings
{
    private const int Day = 24 * 60 * 60;

    /// <summary>The lines that are watched.</summary>
    [UciOption("line")]
    public string[] Line { get; set; } = [];

    /// <summary>How many must be online; all if it is absent.</summary>
    [UciOption("minimum")]
    public int? Minimum { get; set; }

    [UciOption("interval", Min = 5, Max = Day)]
    public TimeSpan? Interval { get; set; }

    [UciOption("simultaneous")]
    public bool? Simultaneous { get; set; }

    /// <summary>The addresses that are asked through each line.</summary>
    [UciOption("target")]
    public string[] Target { get; set; } = [];
}
