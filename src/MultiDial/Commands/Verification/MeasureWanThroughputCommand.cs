using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Verification;
using MultiDial.Verification.Throughput;

namespace MultiDial.Commands;

/// <summary>Measures how fast each line downloads alone, and all together: whether several lines are worth more than one.</summary>
/// <remarks>
/// The router itself downloads with its own wget, and what its devices receive meanwhile is counted; what others receive counts too,
/// so measure while nobody else downloads. Each line is measured alone, and then all together, so two lines take some 35 seconds. The
/// rules of mwan3 cannot divert a download to another line. Downloads that end early begin anew; nothing is stored, and nothing stays
/// on the router, also after Ctrl+C. A router with a slow processor may be slower at downloading than at forwarding: Reason says so.
/// Without -Interface: the IPv4 lines of mwan3, or else all IPv4 lines.
/// </remarks>
/// <example>
/// <para>All lines, with a large file of a server near by.</para>
/// <code>Measure-WanThroughput -Uri http://files.example/1GB.bin</code>
/// </example>
/// <example>
/// <para>A longer look at two lines, with a file of one's own and no more than 2 GB in all.</para>
/// <code>Get-WanInterface wan, wan2 | Measure-WanThroughput -Uri http://files.example/1GB.bin -Duration 30s -MaximumBytes 2GB</code>
/// </example>
/// <example>
/// <para>In a script: the shares of the lines as they fit their rates.</para>
/// <code>Measure-WanThroughput -Uri http://files.example/1GB.bin | Where-Object SuggestedWeight | ForEach-Object { $_ | Set-MultiDial -Weight $_.SuggestedWeight }</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Measure, "WanThroughput")]
[OutputType(typeof(WanThroughput))]
public sealed class MeasureWanThroughputCommand : RouterCommand
{
    private readonly Dictionary<OpenWrtSession, List<string>> _wanted = [];

    /// <summary>The lines, by name or as objects.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(WanInterfaceCompleter))]
    public string[]? Interface { get; set; }

    /// <summary>
    /// Files to download, by http or https, in turn; one that cannot be had is passed over. Large files from a fast server near by
    /// measure best, over plain http, as a router is slow at encryption.
    /// </summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public Uri[] Uri { get; set; } = [];

    /// <summary>How long each measurement lasts: a TimeSpan, a number of seconds, or a text such as 10s; 10 seconds by default, 2 at least.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many downloads run at the same time through each line.</summary>
    [Parameter]
    [ValidateRange(1, 32)]
    public int Connection { get; set; } = 4;

    /// <summary>
    /// How many bytes a router may receive for the test, all measurements together, 500 MB by default: one half for the lines alone, the
    /// other for all together. A measurement that would take more than its part ends early, after a second at least.
    /// </summary>
    [Parameter]
    [ValidateRange(1_000_000, long.MaxValue)]
    public long MaximumBytes { get; set; } = 500_000_000;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            Array.ForEach(Uri, ThroughputUri.Check);
            if (Duration < TimeSpan.FromSeconds(2) || Duration > TimeSpan.FromMinutes(10))
            {
                throw Error.InvalidValue("-Duration", Duration, Text.RuleMeasured);
            }
        }
        catch (MultiDialException exception)
        {
            ThrowFailure(exception);
        }
    }

    private protected override void Collect(OpenWrtSession session, object? item)
    {
        if (!_wanted.TryGetValue(session, out List<string>? names))
        {
            _wanted.Add(session, names = []);
        }

        names.AddRange(item is null ? Interface ?? [] : PipelineKind.Names(item, nameof(WanInterface)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => OnEach(_wanted.Keys, MeasureAsync, (_, lines) => WriteObject(lines, enumerateCollection: true));

    private async Task<IReadOnlyList<WanThroughput>> MeasureAsync(OpenWrtSession session, CancellationToken token)
    {
        RouterState state = await RouterReader.ReadRouterAsync(session, [InterfaceStatus.Part, Link.Part], token).ConfigureAwait(false);
        WanInterface[] all = [.. WanInterfaces.Read(state)];
        WanInterface[] lines = _wanted[session].Count == 0
            ? LinesUnderTest.Default(state, all)
            : [.. _wanted[session].Distinct().Select(name => all.FirstOrDefault(line => line.Name == name) ?? throw Error.NotFound(Text.KindInterface, name, Text.CureListInterfaces))];
        var test = new ThroughputTest { Uris = Uri, Duration = Duration, Connections = Connection, MaximumBytes = MaximumBytes };
        return await test.RunAsync(state, lines, token).ConfigureAwait(false);
    }
}
