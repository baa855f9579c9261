using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The rules for names of interfaces.</summary>
internal static class InterfaceName
{
    /// <summary>The device of a PPPoE session is called pppoe-NAME, and the kernel's names end at 15 characters.</summary>
    internal const int MaxPppoeLength = 9;

    private const int MaxLength = 15;
    private const int MaxMwan3Length = 13;

    /// <exception cref="MultiDialException">InvalidName, AlreadyExists.</exception>
    internal static void CheckNew(RouterDraft draft, string name)
    {
        if (!UciText.IsName(name))
        {
            throw Error.InvalidName(Text.KindInterface, name, Text.RuleNameCharacters);
        }

        if (name.Length > MaxLength)
        {
            throw Error.InvalidName(Text.KindInterface, name, Text.RuleInterfaceNameLength.With(MaxLength));
        }

        if (draft.Network.Find(name) is { } taken)
        {
            throw taken.Type == InterfaceSettings.SectionType
                ? Error.AlreadyExists(Text.KindInterface, name, Text.CureInterfaceNameTaken.With(name))
                : Error.AlreadyExists(Text.KindNetworkSection, name, Text.CureAnotherName);
        }

        if (name.Length > MaxMwan3Length)
        {
            draft.Warn(Text.WarningNameTooLongForMwan3.With(name, MaxMwan3Length));
        }
    }

    /// <exception cref="MultiDialException">InvalidName.</exception>
    internal static void CheckProtocol(UciSection section)
    {
        if (section.Get((InterfaceSettings settings) => settings.Protocol) == WanProtocol.Pppoe && section.Id.Length > MaxPppoeLength)
        {
            throw Error.InvalidName(Text.KindInterface, section.Id, Text.RulePppoeNameLength.With(MaxPppoeLength, section.Id));
        }
    }
}
