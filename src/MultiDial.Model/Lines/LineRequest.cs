using MultiDial.Network;

namespace MultiDial.Lines;

/// <summary>What is asked for one line; what is null is chosen, or stays as it is.</summary>
internal sealed record LineRequest
{
    /// <summary>What is asked for a line of which nothing is said.</summary>
    internal static readonly LineRequest Nothing = new();

    internal string? Name { get; init; }

    /// <summary>The line's own protocol, in place of the one of all new lines.</summary>
    internal WanProtocol? Protocol { get; init; }

    internal InterfaceCredential? Credential { get; init; }

    internal int? Weight { get; init; }

    internal string? MacAddress { get; init; }

    internal int? Mtu { get; init; }

    internal string? Parent { get; init; }

    /// <summary>The address with the length of its network.</summary>
    internal string? Address { get; init; }

    internal string? Gateway { get; init; }

    /// <summary>The DNS servers of a new line, or of the first line if it becomes static.</summary>
    internal string[]? Dns { get; init; }
}
