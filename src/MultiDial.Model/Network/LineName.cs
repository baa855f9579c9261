using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The rules for names of lines.</summary>
internal static class LineName
{
    internal const string Label = "line";

    private const int MaxLength = 15;
    private const int MaxPppoeLength = 9;
    private const int MaxMwan3Length = 13;

    /// <exception cref="MultiDialException">InvalidName, AlreadyExists.</exception>
    internal static void CheckNew(RouterDraft draft, string name)
    {
        if (!UciText.IsName(name))
        {
            throw Error.InvalidName(Label, name, "only A-Z, a-z, 0-9 and _ are allowed");
        }

        if (name.Length > MaxLength)
        {
            throw Error.InvalidName(Label, name, FormattableString.Invariant($"more than {MaxLength} characters do not fit into the names that the firewall makes of it"));
        }

        if (draft.Network.Find(name) is { } taken)
        {
            throw Error.AlreadyExists(taken.Type == LineOptions.SectionType ? Label : $"{taken.Type} of /etc/config/network", name,
                $"Choose another name, or for a line: Set-WanInterface {name}");
        }

        if (name.Length > MaxMwan3Length)
        {
            draft.Warn(FormattableString.Invariant($"The name '{name}' has more than {MaxMwan3Length} characters, so mwan3 cannot use the line."));
        }
    }

    /// <summary>The device of a PPPoE session is called pppoe-NAME, and the kernel's names end at 15 characters.</summary>
    /// <exception cref="MultiDialException">InvalidName.</exception>
    internal static void CheckProtocol(UciSection line)
    {
        if (line.Get("proto") == "pppoe" && line.Id.Length > MaxPppoeLength)
        {
            throw Error.InvalidName(Label, line.Id, FormattableString.Invariant($"a PPPoE line's name has at most {MaxPppoeLength} characters, since its device is called pppoe-{line.Id}"));
        }
    }
}
