using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Completes the names of mwan3's sections of one kind.</summary>
public abstract class Mwan3SectionCompleter : NameCompleter
{
    private protected abstract Mwan3Kind Kind { get; }

    private protected override IEnumerable<string> Names(RouterState state) =>
        Kind.Of(state.Mwan3).Select(section => section.Id);
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

/// <summary>Completes what a rule can lead to: the policies, and mwan3's own three words.</summary>
public sealed class Mwan3RulePolicyCompleter : Mwan3SectionCompleter
{
    private protected override Mwan3Kind Kind => Mwan3Kind.Policy;

    private protected override IEnumerable<string> Names(RouterState state) => base.Names(state).Concat(Mwan3Policies.BuiltIn);
}

/// <summary>Completes the interfaces of netifd that mwan3 does not have yet.</summary>
public sealed class Mwan3NewInterfaceCompleter : NetworkInterfaceCompleter
{
    private protected override IEnumerable<string> Names(RouterState state) =>
        base.Names(state).Where(name => state.Mwan3.Find(name) is null);
}

/// <summary>Completes the interfaces of netifd.</summary>
public class NetworkInterfaceCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(RouterState state) =>
        WanInterfaces.Sections(state.Network).Select(section => section.Id).Where(name => name != "loopback");
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
