using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>Names that are too long for what they become a part of. Those of mwan3's members become a part of nothing.</summary>
internal static class NameFindings
{
    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration)
    {
        var renaming = new Renaming(configuration);
        return
        [
            .. TooLong(WanInterfaces.Sections(configuration.Network).Where(IsPppoe), InterfaceName.MaxPppoeLength)
                .Select(name => Finding(name, Text.FindingPppoeNameTooLong.With(name, InterfaceName.MaxPppoeLength), renaming.OfInterface(name, InterfaceName.MaxPppoeLength))),
            .. TooLong(Mwan3Kind.Interface.Of(configuration.Mwan3).Where(section => WanInterfaces.TryFind(configuration.Network, section.Id) is not { } line || !IsPppoe(line)), Mwan3Kind.Interface.MaxLength)
                .Select(name => Finding(name, Text.FindingMwan3InterfaceNameTooLong.With(name, Mwan3Kind.Interface.MaxLength), renaming.OfInterface(name, Mwan3Kind.Interface.MaxLength))),
            .. TooLong(Mwan3Kind.Policy.Of(configuration.Mwan3), Mwan3Kind.Policy.MaxLength)
                .Select(name => Finding(name, Text.FindingPolicyNameTooLong.With(name, Mwan3Kind.Policy.MaxLength), renaming.OfPolicy(name, Mwan3Kind.Policy.MaxLength))),
            .. TooLong(Mwan3Kind.Rule.Of(configuration.Mwan3), Mwan3Kind.Rule.MaxLength)
                .Select(name => Finding(name, Text.FindingRuleNameTooLong.With(name, Mwan3Kind.Rule.MaxLength), renaming.OfRule(name, Mwan3Kind.Rule.MaxLength))),
        ];

        ConfigurationFinding Finding(string name, string message, string commands) =>
            configuration.Finding(FindingId.NameTooLong, FindingSeverity.Error, name, message, Text.RemedyOnRouter.With(configuration.Login, commands));
    }

    private static IEnumerable<string> TooLong(IEnumerable<UciSection> sections, int most) => sections.Where(section => section.Id.Length > most).Select(section => section.Id);

    private static bool IsPppoe(UciSection section) => section.Get((InterfaceSettings settings) => settings.Protocol) == WanProtocol.Pppoe;
}
