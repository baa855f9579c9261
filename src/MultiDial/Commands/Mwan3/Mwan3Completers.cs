using MultiDial.Mwan3;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Completes the names of mwan3's sections of one kind.</summary>
public abstract class Mwan3SectionCompleter : NameCompleter
{
    private protected abstract Mwan3Kind Kind { get; }

    private protected override IEnumerable<string> Names(RouterState state) =>
        state.Package(RouterState.Mwan3).OfType(Kind.SectionType).Select(section => section.Id);
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
}

/// <summary>Completes mwan3 policies.</summary>
public sealed class Mwan3PolicyCompleter : Mwan3SectionCompleter
{
    private protected override Mwan3Kind Kind => Mwan3Kind.Policy;
}

/// <summary>Completes mwan3 rules.</summary>
public sealed class Mwan3RuleCompleter : Mwan3SectionCompleter
{
    private protected override Mwan3Kind Kind => Mwan3Kind.Rule;
}
