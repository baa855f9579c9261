namespace MultiDial.Commands;

/// <summary>Completes the packages that the module can make use of.</summary>
public sealed class PackageCompleter : WordCompleter
{
    private protected override IReadOnlyList<string> Words { get; } = ["kmod-macvlan", "mwan3", "ppp-mod-pppoe"];
}
