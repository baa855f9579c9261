using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Completes the names of mwan3's sections of one kind.</summary>
public abstract class Mwan3SectionCompleter : NameCompleter
{
    private protected abstract Mwan3Kind Kind { get; }

    private protected override IEnumerable<Offer> Offers(RouterState state) => Kind.Of(state.Mwan3).Select(section => new Offer(section.Id, Tip(section)));

    private protected virtual string? Tip(UciSection section) => null;
}

/// <summary>Completes mwan3 interfaces.</summary>
public sealed class Mwan3InterfaceCompleter : Mwan3SectionCompleter
{
    private protected override Mwan3Kind Kind => Mwan3Kind.Interface;
}

/// <summary>Completes mwan3 members.</summary>
public sealed class Mwan3MemberCompleter : Mwan3SectionCompleter
{
    private protected override Mwan3Kind Kind => Mwan3Kind.Member;

    private protected override string? Tip(UciSection section) => Text.TipMember.With(
        section.Id, section.Get((Mwan3Member member) => member.Interface), section.Get((Mwan3Member member) => member.Metric) ?? 1, section.Get((Mwan3Member member) => member.Weight) ?? 1);
}

/// <summary>Completes mwan3 policies.</summary>
public class Mwan3PolicyCompleter : Mwan3SectionCompleter
{
    private protected override Mwan3Kind Kind => Mwan3Kind.Policy;

    private protected override string? Tip(UciSection section) => Text.TipPolicy.With(section.Id, string.Join(", ", section.Get((Mwan3Policy policy) => policy.Member)));
}

/// <summary>Completes mwan3 rules.</summary>
public sealed class Mwan3RuleCompleter : Mwan3SectionCompleter
{
    private protected override Mwan3Kind Kind => Mwan3Kind.Rule;

    private protected override string? Tip(UciSection section) => Text.TipRule.With(section.Id, section.Get((Mwan3Rule rule) => rule.Policy));
}

/// <summary>Completes what a rule can lead to: the policies, and mwan3's own three words.</summary>
public sealed class Mwan3RulePolicyCompleter : Mwan3PolicyCompleter
{
    private protected override IEnumerable<Offer> Offers(RouterState state) => base.Offers(state).Concat(Mwan3Policies.BuiltIn.Select(name => new Offer(name)));
}

/// <summary>Completes the interfaces of netifd that mwan3 does not have yet.</summary>
public sealed class Mwan3NewInterfaceCompleter : NetworkInterfaceCompleter
{
    private protected override IEnumerable<string> Names(RouterState state) =>
        base.Names(state).Where(name => state.Mwan3.Find(name) is null);
}

/// <summary>Completes the common protocols.</summary>
public sealed class Mwan3ProtocolCompleter : WordCompleter
{
    private protected override IReadOnlyList<string> Words => Mwan3RuleValues.CommonProtocols;
}

/// <summary>Completes the events after which mwan3 can forget all connections.</summary>
public sealed class Mwan3FlushCompleter : WordCompleter
{
    private protected override IReadOnlyList<string> Words => Mwan3Interfaces.FlushEvents;
}
