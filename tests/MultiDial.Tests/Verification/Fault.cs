namespace MultiDial.Tests.Verification;

/// <summary>A fault of a router.</summary>
/// <param name="Edits">What is otherwise than on the healthy one: a part, what it says, and what it says instead.</param>
/// <param name="Findings">What is found: severity, id and target.</param>
internal sealed record Fault((string Part, string From, string To)[] Edits, params string[] Findings)
{
    internal static (string Part, string From, string To) InNetwork(string from, string to) => ("config/network", from, to);

    internal static (string Part, string From, string To) InFirewall(string from, string to) => ("config/firewall", from, to);

    internal static (string Part, string From, string To) InMwan3(string from, string to) => ("config/mwan3", from, to);

    internal static (string Part, string From, string To) InCheck(string from, string to) => ("check", from, to);
}
