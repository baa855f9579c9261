using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Mwan3;

/// <summary>The mwan3 that a router has, by its files.</summary>
internal sealed record Mwan3Program(Mwan3Flavor Flavor)
{
    internal static readonly StatePart<Mwan3Program> Part = new("mw_flavor_read", "mwan3-flavor", state => new(state.Said("mwan3-flavor") is { } said
        ? RouterWord.Find<Mwan3Flavor>(said) ?? Mwan3Flavor.Unknown
        : state.HasMwan3 ? Mwan3Flavor.Iptables : Mwan3Flavor.None));

    /// <summary>Why the configuration of mwan3 may not be changed; null if it may. How another one would take it up is not known.</summary>
    internal static MultiDialException? Refusal(RouterDraft draft) =>
        Refusal(draft.Before) is { } refusal && draft.Changed.Any(package => package.Name == ConfigurationFiles.Mwan3) ? refusal : null;

    /// <summary>The same for any change of it.</summary>
    internal static MultiDialException? Refusal(RouterState state) => !state.Parts.Contains(Part) ? null : state.Get(Part).Flavor switch
    {
        Mwan3Flavor.Nftables => Error.UnsupportedMwan3(state.Session.Name, Text.FoundMwan3Nftables),
        Mwan3Flavor.Mwan4 => Error.UnsupportedMwan3(state.Session.Name, Text.FoundMwan4),
        Mwan3Flavor.Unknown => Error.UnsupportedMwan3(state.Session.Name, Text.FoundMwan3Unknown),
        _ => null,
    };
}
