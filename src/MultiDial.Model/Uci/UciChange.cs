namespace MultiDial;

/// <summary>One change to the configuration of the router.</summary>
public sealed class UciChange
{
    private const string Mask = "***";
    private static readonly string[] s_secrets = ["password", "passwd", "key", "psk", "secret"];

    internal UciChange(string package, string section, string? option, UciChangeKind kind, string? oldValue, string? newValue)
    {
        Package = package;
        Section = section;
        Option = option;
        Kind = kind;
        bool isSecret = kind != UciChangeKind.Rename && option is not null && IsSecret(option);
        OldValue = isSecret && oldValue is not null ? Mask : oldValue;
        NewValue = isSecret && newValue is not null ? Mask : newValue;
    }

    private UciChange(UciChange change, OpenWrtSession session) =>
        (Package, Section, Option, Kind, OldValue, NewValue, Session) = (change.Package, change.Section, change.Option, change.Kind, change.OldValue, change.NewValue, session);

    /// <summary>The file under /etc/config.</summary>
    public string Package { get; }

    /// <summary>The section's name, or the one that `uci` makes up for an anonymous section, as in `cfg03dc81`.</summary>
    public string Section { get; }

    /// <summary>The option or list, or null where the section itself changes.</summary>
    public string? Option { get; }

    /// <summary>What is done.</summary>
    public UciChangeKind Kind { get; }

    /// <summary>What was there, if it is known; `***` for secrets.</summary>
    public string? OldValue { get; }

    /// <summary>What comes; `***` for secrets.</summary>
    public string? NewValue { get; }

    /// <summary>The session to the router that is changed.</summary>
    public OpenWrtSession? Session { get; }

    /// <summary>The same change, to be shown as one on this router.</summary>
    internal UciChange On(OpenWrtSession session) => new(this, session);

    /// <summary>The change as `uci changes` prints it, except that a move is not disguised as a new type.</summary>
    /// <returns>A line as in `mwan3.balance.use_member+='wan_m1_w2'`; more than one if the value has more.</returns>
    public override string ToString()
    {
        string target = Option is null ? $"{Package}.{Section}" : $"{Package}.{Section}.{Option}";
        return Kind switch
        {
            UciChangeKind.RemoveSection or UciChangeKind.RemoveOption => $"-{target}",
            UciChangeKind.AddListItem => $"{target}+={Quote(NewValue)}",
            UciChangeKind.RemoveListItem => $"{target}-={Quote(OldValue)}",
            UciChangeKind.MoveSection => $"^{target}={Quote(NewValue)}",
            UciChangeKind.Rename => $"@{target}={Quote(NewValue)}",
            _ => $"{target}={Quote(NewValue)}",
        };
    }

    // Also `pap_secret`, `private_key` and the `key1` to `key4` of a wireless network.
    private static bool IsSecret(string option)
    {
        string word = option.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return s_secrets.Contains(word[(word.LastIndexOf('_') + 1)..], StringComparer.OrdinalIgnoreCase);
    }

    private static string Quote(string? value) => Remote.Shell.Quote(value ?? "");
}
