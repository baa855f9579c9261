using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Verification.Balance;

namespace MultiDial.Commands;

/// <summary>Tests whether mwan3 splits new connections over the lines as it is configured to.</summary>
/// <remarks>
/// The router makes new connections itself, small packets of UDP that end at the provider, and the counters of mwan3's chains in the
/// kernel tell how many each line got. New connections of others count too, as they are split in the same way. What each line should
/// get comes from the configuration: the weights of the members with the lowest metric whose lines are online; so a chain in the
/// kernel that is another one is found. Without -Tolerance chance decides: a policy is Unbalanced where one that splits as it should
/// would be as far off less than once in a thousand tests. IPv4 only. A test takes some ten
/// seconds for each policy, and changes nothing. In a transaction it is the router as it is that is tested.
/// </remarks>
/// <example>
/// <para>All policies that rules use.</para>
/// <code>Test-Mwan3Balance</code>
/// </example>
/// <example>
/// <para>One policy from the pipeline, looked at more closely.</para>
/// <code>Get-Mwan3Policy balance | Test-Mwan3Balance -Connection 2000</code>
/// </example>
/// <example>
/// <para>In a script: which routers do not balance.</para>
/// <code>Get-OpenWrtSession | Test-Mwan3Balance | Where-Object Verdict -eq Unbalanced | Group-Object Session, Policy</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "Mwan3Balance")]
[OutputType(typeof(Mwan3Balance))]
public sealed class TestMwan3BalanceCommand : RouterCommand
{
    private readonly Dictionary<OpenWrtSession, List<string>> _wanted = [];

    /// <summary>The policies, by name or as objects; all that rules use if none is given.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3PolicyCompleter))]
    public string[]? Policy { get; set; }

    /// <summary>
    /// How many connections to make, or a few more; 250 by default, and more where a line is to get less than 2 %. The more there
    /// are, the smaller are the differences that are found: with 250 a line that gets 66 % in place of 50 %, with 2000 one that gets 56 %.
    /// Each 250 take some ten seconds where the provider does not answer them.
    /// </summary>
    [Parameter]
    [ValidateRange(20, 10000)]
    public int? Connection { get; set; }

    /// <summary>How many percent points a line's part may differ from what it should be; without it chance decides.</summary>
    [Parameter]
    [ValidateRange(0.1, 100)]
    public double? Tolerance { get; set; }

    private protected override void Collect(OpenWrtSession session, object? item)
    {
        if (!_wanted.TryGetValue(session, out List<string>? names))
        {
            _wanted.Add(session, names = []);
        }

        names.AddRange(item is null ? Policy ?? [] : PipelineKind.Names(item, nameof(Mwan3Policy)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var test = new BalanceTest { Connections = Connection, Tolerance = Tolerance };
        OnEach(_wanted.Keys, (session, token) => test.RunAsync(session, [.. _wanted[session]], token), (_, found) =>
        {
            WriteObject(found.Lines, enumerateCollection: true);
            foreach (MultiDialException failure in found.Failures)
            {
                WriteFailure(failure);
            }
        });
    }
}
