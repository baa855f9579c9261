namespace MultiDial;

/// <summary>A line: an interface of netifd.</summary>
public sealed class WanInterface : RouterObject
{
    internal WanInterface(OpenWrtSession session, string name)
        : base(session, name)
    {
    }
}
