using System.Management.Automation;
using MultiDial.Dial;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Changes the lines that New-MultiDial has made, or their number. What is not given stays.</summary>
/// <remarks>
/// More lines are added at the end, and are like the last one; fewer lines are removed from the end. Neither cuts a
/// connection on the lines that stay.
/// </remarks>
/// <example>
/// <para>Two lines more, or less.</para>
/// <code>Set-MultiDial -Line 6</code>
/// </example>
/// <example>
/// <para>The third line gets twice its share.</para>
/// <code>Get-MultiDial wan3 | Set-MultiDial -Weight 2</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "MultiDial", SupportsShouldProcess = true)]
[OutputType(typeof(MultiDialLine))]
public sealed class SetMultiDialCommand : ChangeCommand
{
    /// <summary>The names of the lines to change; all if none are given.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(MultiDialCompleter))]
    public string[]? Name { get; set; }

    /// <summary>How many lines there shall be, the first one included.</summary>
    [Parameter]
    public int? Line { get; set; }

    /// <summary>The lines' shares of the traffic, in proportion to each other (<c>weight</c>): one for all, or one a line in order.</summary>
    [Parameter]
    public int[]? Weight { get; set; }

    /// <summary>User name and password for PPPoE (<c>username</c>, <c>password</c>). The first line gets them only where it is named.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The addresses or host names that tell whether a line works (<c>track_ip</c>); an empty list for none.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? TrackIp { get; set; }

    /// <summary>Whether there is a rule that keeps a client's HTTPS on one line.</summary>
    [Parameter]
    public SwitchParameter StickyHttps { get; set; }

    /// <summary>How long to wait for new lines: a TimeSpan, a number of seconds, or 30s, 2m. 15 seconds and one a line by default; 0 does not wait.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    private protected override StatePart Parts => StatePart.Interfaces | StatePart.Devices | StatePart.System | StatePart.Mwan3;

    private protected override IEnumerable<Change> Changes(object? item)
    {
        string[]? names = item is null ? Name : [PipelineName.Of(item)];
        int[]? weights = Weight;
        LineCredential? credential = LineParameters.Of(Credential);
        var request = new DialRequest
        {
            Count = Line,
            TrackIp = TrackIp,
            StickyHttps = MyInvocation.BoundParameters.ContainsKey(nameof(StickyHttps)) ? StickyHttps.IsPresent : null,
            Timeout = Timeout,
            At = index => new DialLine
            {
                Weight = weights?[Math.Min(index, weights.Length - 1)],
                Credential = names is not null || index > 0 ? credential : null,
            },
        };
        bool waits = Line is not null && Timeout != TimeSpan.Zero;
        yield return new Change(
            draft =>
            {
                if (weights is not null)
                {
                    _ = Parameters.OneOrEach(nameof(Weight), weights, (names ?? MultiDials.Lines(draft)).Length);
                }

                MultiDials.Set(draft, names, request);
            },
            state => DialReading.Read(state, names),
            state => waits ? DialReading.Warning(state) : null);
    }
}
