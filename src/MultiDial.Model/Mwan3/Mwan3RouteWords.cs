using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>What there is to say of the rules that come before the one that takes a packet.</summary>
internal sealed class Mwan3RouteWords
{
    private readonly List<string> _sentences = [];
    private readonly List<string> _misfits = [];
    private readonly List<string> _lacking = [];

    /// <summary>Notes a sentence of its own.</summary>
    internal void Says(string sentence) => _sentences.Add(sentence);

    internal void LeftOut(UciSection rule) => Says(rule.Id.Length > Mwan3Kind.Rule.MaxLength
        ? Text.RouteRuleNameLong.With(rule.Id, Mwan3Kind.Rule.MaxLength)
        : Text.RouteRuleLeftOut.With(rule.Id));

    internal void DoesNotFit(UciSection rule, Mwan3Misfit misfit)
    {
        _misfits.Add($"{rule.Id} ({misfit})");
        if (misfit.Lacking is { } parameter && !_lacking.Contains(parameter))
        {
            _lacking.Add(parameter);
        }
    }

    /// <summary>First what decides, then why no earlier rule did.</summary>
    internal string All(params string[] decision) => string.Join(' ', [
        .. decision,
        .. _sentences,
        .. _misfits.Count > 0 ? [Text.RouteMisfits.With(string.Join(", ", _misfits))] : Array.Empty<string>(),
        .. _lacking.Count > 0 ? [Text.RouteLacking.With(string.Join(", ", _lacking))] : Array.Empty<string>(),
    ]);
}
