using MultiDial.Uci;

namespace MultiDial;

/// <summary>One change to the configuration of the router.</summary>
public sealed class UciChange
{
    private readonly UciDifference _difference;

    internal UciChange(UciDifference difference, OpenWrtSession session) => (_difference, Session) = (difference, session);

    /// <summary>The file under /etc/config.</summary>
    public string Package => _difference.Package;

    /// <summary>The section's name, or the one that `uci` makes up for an anonymous section, as in `cfg03dc81`.</summary>
    public string Section => _difference.Section;

    /// <summary>The option or list, or null where the section itself changes.</summary>
    public string? Option => _difference.Option;

    /// <summary>What is done.</summary>
    public UciChangeKind Kind => _difference.Kind;

    /// <summary>What was there, if it is known; `***` for what may be a secret.</summary>
    public string? OldValue => _difference.OldValue;

    /// <summary>What comes; `***` for what may be a secret.</summary>
    public string? NewValue => _difference.NewValue;

    /// <summary>The session to the router that is changed.</summary>
    public OpenWrtSession Session { get; }

    /// <summary>The change as `uci changes` prints it, except that a move is not disguised as a new type.</summary>
    public override string ToString() => _difference.ToString();
}
