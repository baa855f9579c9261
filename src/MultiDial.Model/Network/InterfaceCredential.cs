namespace MultiDial.Network;

/// <summary>User name and password of a PPPoE session. Its text never shows the password.</summary>
internal sealed record InterfaceCredential(string UserName, string Password)
{
    public override string ToString() => UserName;
}
