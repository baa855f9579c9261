namespace MultiDial;

/// <summary>
/// Something on a router. It knows its session, so that what is piped on goes to the router that it came from.
/// </summary>
public abstract class RouterObject
{
    private protected RouterObject(OpenWrtSession session, string name)
    {
        Session = session;
        Name = name;
    }

    /// <summary>The name: of the UCI section, or of the device for devices.</summary>
    public string Name { get; }

    /// <summary>The session to the router that the object is on.</summary>
    public OpenWrtSession Session { get; }

    /// <summary>The name, so that the object can stand for it in text.</summary>
    public override string ToString() => Name;
}
