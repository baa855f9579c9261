using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Uci;

/// <summary>One difference between two packages, or one pending change; secrets are masked when it is made.</summary>
internal sealed record UciDifference
{
    internal UciDifference(string package, string section, string? option, UciChangeKind kind, string? oldValue, string? newValue)
    {
        bool isSecret = kind != UciChangeKind.Rename && option is not null && UciSecrets.IsSecret(option);
        (Package, Section, Option, Kind) = (package, section, option, kind);
        OldValue = isSecret && oldValue is not null ? UciSecrets.Mask : oldValue;
        NewValue = isSecret && newValue is not null ? UciSecrets.Mask : newValue;
    }

    /// <summary>The file under /etc/config.</summary>
    internal string Package { get; }

    /// <summary>The section's name, or the one that `uci` makes up for an anonymous section, as in `cfg03dc81`.</summary>
    internal string Section { get; }

    /// <summary>The option or list, or null where the section itself changes.</summary>
    internal string? Option { get; }

    internal UciChangeKind Kind { get; }

    /// <summary>What was there, if it is known; `***` for what may be a secret.</summary>
    internal string? OldValue { get; }

    /// <summary>What comes; `***` for what may be a secret.</summary>
    internal string? NewValue { get; }

    /// <summary>The change as `uci changes` prints it, except that a move is not disguised as a new type.</summary>
    /// <returns>A line as in `mwan3.balance.use_member+='wan_m1_w2'`, with nothing in it that a terminal obeys.</returns>
    public override string ToString()
    {
        string target = Option is null ? $"{Package}.{Section}" : $"{Package}.{Section}.{Option}";
        return VisibleText.Line(Kind switch
        {
            UciChangeKind.RemoveSection or UciChangeKind.RemoveOption => $"-{target}",
            UciChangeKind.AddListItem => $"{target}+={Quote(NewValue)}",
            UciChangeKind.RemoveListItem => $"{target}-={Quote(OldValue)}",
            UciChangeKind.MoveSection => $"^{target}={Quote(NewValue)}",
            UciChangeKind.Rename => $"@{target}={Quote(NewValue)}",
            _ => $"{target}={Quote(NewValue)}",
        });
    }

    private static string Quote(string? value) => Shell.Quote(value ?? "");
}
