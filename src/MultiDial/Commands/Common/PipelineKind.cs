using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>
/// What an object of the pipeline means to a cmdlet that is about another kind of thing. Names of different kinds have nothing to do
/// with each other, but for those of lines: netifd, mwan3 and the module have one name for the same line.
/// </summary>
internal static class PipelineKind
{
    private static readonly string[] s_lines = [nameof(WanInterface), nameof(Mwan3Interface), nameof(Mwan3Status), nameof(MultiDialLine), nameof(WanConnectivity), nameof(Mwan3Balance), nameof(WanThroughput), "MultiDial", "WanConnectivity"];

    /// <summary>The name, for a cmdlet that changes things: only what has it itself stands for it.</summary>
    /// <param name="item">The object.</param>
    /// <param name="noun">The cmdlet's noun.</param>
    /// <exception cref="MultiDialException">InvalidValue: an object of another kind.</exception>
    internal static string Name(object item, string noun) =>
        item is not RouterObject thing || IsOf(thing, noun) ? PipelineName.Of(item) : throw Refuse(thing, noun);

    /// <summary>The names, for a cmdlet that shows things: also of those that an object has in its properties.</summary>
    /// <param name="item">The object.</param>
    /// <param name="noun">The cmdlet's noun.</param>
    /// <exception cref="MultiDialException">InvalidValue: an object that has none.</exception>
    internal static string[] Names(object item, string noun) => item is not RouterObject thing || IsOf(thing, noun) ? [PipelineName.Of(item)] : (thing, noun) switch
    {
        (MultiDialLine line, nameof(MacvlanDevice)) => line is { Parent: not null, Device: { } device } ? [device] : [],
        (WanInterface { Device: { } device }, nameof(MacvlanDevice)) => [device],
        (WanInterface { Zone: { } zone }, nameof(FirewallZone)) => [zone],
        (MultiDialLine { Member: { } member }, nameof(Mwan3Member)) => [member],
        (MultiDialLine { Policy: { } policy }, nameof(Mwan3Policy)) => [policy],
        (Mwan3Policy policy, nameof(Mwan3Member)) => policy.Member,
        (Mwan3Rule { Policy: { } policy }, nameof(Mwan3Policy)) => [policy],
        (Mwan3Member { Interface: { } line }, _) when s_lines.Contains(noun) => [line],
        _ => throw Refuse(thing, noun),
    };

    /// <summary>The noun of a cmdlet's name.</summary>
    internal static string Noun(string cmdlet) => cmdlet[(cmdlet.IndexOf('-', StringComparison.Ordinal) + 1)..];

    private static bool IsOf(RouterObject thing, string noun) =>
        thing.GetType().Name is var type && (type == noun || (s_lines.Contains(type) && s_lines.Contains(noun)));

    private static MultiDialException Refuse(RouterObject thing, string noun) =>
        Error.InvalidInput(thing, Text.RuleOtherKind.With(thing.GetType().Name, noun));
}
