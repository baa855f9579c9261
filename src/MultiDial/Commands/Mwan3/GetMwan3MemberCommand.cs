using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows the members of mwan3.</summary>
/// <example>
/// <para>All members of the interface wan2.</para>
/// <code>Get-Mwan3Member wan2_*</code>
/// </example>
/// <example>
/// <para>A policy of these members.</para>
/// <code>Get-Mwan3Member wan_m1_w2, wan2_m1_w2 | Set-Mwan3Policy balance</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "Mwan3Member")]
[OutputType(typeof(Mwan3Member))]
public sealed class GetMwan3MemberCommand : GetCommand<Mwan3Member>
{
    /// <summary>The names of members, with wildcards; without it all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3MemberCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override string Kind => Mwan3Kind.Member.Label;

    private protected override IEnumerable<Mwan3Member> Read(RouterState state) => Mwan3Members.Read(state);
}
