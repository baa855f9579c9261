namespace MultiDial;

/// <summary>Whether a session can be used.</summary>
public enum OpenWrtSessionState
{
    /// <summary>The connection is there.</summary>
    Opened,

    /// <summary>The connection is lost or did not answer in time; make a new session.</summary>
    Broken,

    /// <summary>The session was closed with Remove-OpenWrtSession.</summary>
    Closed,
}
