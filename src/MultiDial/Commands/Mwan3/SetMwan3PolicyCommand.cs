using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Creates a policy of mwan3, or changes it: which members share the traffic, and what happens without them.</summary>
/// <remarks>
/// Piped members, and with Name piped texts, become the members of the policy, all in one change. A piped Mwan3Policy is
/// the policy itself. Without members a policy keeps those that it has.
/// </remarks>
/// <example>
/// <para>Splits traffic over two members.</para>
/// <code>Get-Mwan3Member wan_m1_w2, wan2_m1_w2 | Set-Mwan3Policy balance -LastResort Unreachable</code>
/// </example>
/// <example>
/// <para>Changes what happens when no interface is online, for every policy.</para>
/// <code>Get-Mwan3Policy | Set-Mwan3Policy -LastResort Default</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "Mwan3Policy", SupportsShouldProcess = true)]
[OutputType(typeof(Mwan3Policy))]
public sealed class SetMwan3PolicyCommand : RouterChangeCommand<object?>
{
    /// <summary>The name of the policy, at most 15 characters.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3PolicyCompleter))]
    public string? Name { get; set; }

    /// <summary>The members (<c>use_member</c>); $null removes all.</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3MemberCompleter))]
    public string[]? Member { get; set; }

    /// <summary>What happens to traffic while no member is online (<c>last_resort</c>, Unreachable).</summary>
    [Parameter]
    public Mwan3LastResort? LastResort { get; set; }

    private protected override IReadOnlyCollection<StatePart> Parts => [Mwan3Kernel.Part];

    private protected override IEnumerable<object?> Take(object? item) =>
        Name is not null || IsPolicy(item) ? [item] : throw Error.Missing("-Name", Text.CureSetMwan3Policy);

    private protected override IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<object?> given)
    {
        foreach (object? policy in given.Where(IsPolicy))
        {
            yield return Change(PipelineName.Of(policy!), []);
        }

        if (given.Any(item => !IsPolicy(item)))
        {
            yield return Change(Name!, [.. given.Where(item => !IsPolicy(item)).OfType<object>().Select(PipelineName.Of)]);
        }
    }

    private bool IsPolicy(object? item) => item is Mwan3Policy || (Name is null && item is not (null or Mwan3Member));

    private Change Change(string name, string[] piped)
    {
        UciPatch<Mwan3Policy> patch = Parameters.Given<Mwan3Policy>(this);
        if (piped.Length > 0)
        {
            patch = patch.Set(policy => policy.Member, [.. (Member ?? []).Concat(piped).Distinct()]);
        }

        return new Change(draft => Mwan3Policies.Set(draft, name, patch), state => Mwan3Policies.Read(state, name));
    }
}
