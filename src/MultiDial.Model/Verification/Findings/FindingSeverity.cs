namespace MultiDial;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Something that is set up cannot work.</summary>
    Error,

    /// <summary>It works otherwise than it looks, or not always.</summary>
    Warning,

    /// <summary>Good to know when something does not work.</summary>
    Information,
}
