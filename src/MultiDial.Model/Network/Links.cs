namespace MultiDial.Network;

/// <summary>The devices that the kernel has.</summary>
/// <param name="ByName">All of them.</param>
/// <param name="MacvlanModes">The modes of the macvlans by name, in the kernel's words.</param>
internal sealed record Links(IReadOnlyDictionary<string, Link> ByName, IReadOnlyDictionary<string, string> MacvlanModes);
