namespace MultiDial;

/// <summary>The watch that runs on the router and keeps lines online.</summary>
public sealed class MultiDialWatch : RouterObject
{
    internal MultiDialWatch(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The lines that it keeps online.</summary>
    public string[] Line { get; internal init; } = [];

    /// <summary>How many of them must be online.</summary>
    public int MinimumOnline { get; internal init; }

    /// <summary>Within what time a line that is lost is dialled again.</summary>
    public TimeSpan Interval { get; internal init; }

    /// <summary>Whether all lines are dialled at the same moment where those that are missing do not come alone.</summary>
    public bool Simultaneous { get; internal init; }

    /// <summary>The addresses of which one must answer through a line that counts as online.</summary>
    public string[] Target { get; internal init; } = [];

    /// <summary>Whether the service runs at present.</summary>
    public bool Running { get; internal init; }

    /// <summary>How many of the lines are up at present, whether or not they lead anywhere.</summary>
    public int LinesUp { get; internal init; }

    /// <summary>What it last wrote to the router's log; null if the log does not have it any more.</summary>
    public string? LastEvent { get; internal init; }
}
