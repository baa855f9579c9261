using MultiDial.Network;

namespace MultiDial.Lines;

/// <summary>What a user gives for one line; what is null is chosen.</summary>
internal sealed record DialLine
{
    internal string? Name { get; init; }

    internal InterfaceCredential? Credential { get; init; }

    internal int? Weight { get; init; }

    internal string? MacAddress { get; init; }

    internal int? Mtu { get; init; }

    internal string? Parent { get; init; }

    /// <summary>The address with the length of its network.</summary>
    internal string? Address { get; init; }

    internal string? Gateway { get; init; }
}
