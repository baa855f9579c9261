using System.Text;
using System.Text.RegularExpressions;
using MultiDial.Remote;

namespace MultiDial.Tests;

/// <summary>
/// A router that is only texts: it answers every script with its parts, and takes the files that a script stages. What
/// a script runs besides is noted, not done.
/// </summary>
internal sealed partial class FakeRouter : IRouterTransport
{
    private static int s_lastId;

    internal FakeRouter(Dictionary<string, string> parts, string name = "router")
    {
        Parts = parts;
        Session = new OpenWrtSession(this, new ConnectionRequest { HostName = "192.168.1.1" }, Interlocked.Increment(ref s_lastId), name, _ => Task.FromResult<IRouterTransport>(this));
    }

    public string HostKeyFingerprint => "SHA256:fake";

    internal OpenWrtSession Session { get; }

    /// <summary>What the router answers, by the names of the parts.</summary>
    internal Dictionary<string, string> Parts { get; }

    /// <summary>The scripts that were run, without the library functions.</summary>
    internal List<string> Scripts { get; } = [];

    /// <summary>The lines of the scripts that call something: what the router was told to do.</summary>
    internal IEnumerable<string> Calls => Scripts.SelectMany(script => script.Split('\n')).Where(line => Call().IsMatch(line));

    /// <summary>Is called when a script changes the router, to make its parts fit.</summary>
    internal Action<Dictionary<string, string>>? OnChange { get; init; }

    public Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation)
    {
        string script = Encoding.UTF8.GetString(input.Span);
        string body = Body(script);
        Scripts.Add(body);
        foreach (Match file in Stage().Matches(script))
        {
            Parts["config/" + file.Groups[1].Value] = file.Groups[2].Value.Replace(@"'\''", "'", StringComparison.Ordinal);
        }

        if (body.Contains("\nflash_commit", StringComparison.Ordinal))
        {
            OnChange?.Invoke(Parts);
        }

        byte[] answer = Encoding.UTF8.GetBytes(Answer(Marker().Match(script).Groups[1].Value));
        heard?.Invoke(answer);
        return Task.FromResult(new RemoteResult(0, answer, []));
    }

    public void Dispose()
    {
    }

    private string Answer(string marker)
    {
        var answer = new StringBuilder();
        foreach ((string part, string text) in Parts.Append(new("applied", "")).Append(new("state", "confirmed")).Append(new("kept", "")).Append(new("end", "")))
        {
            answer.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n{marker} {part}\n{text}");
        }

        return answer.ToString();
    }

    // The calls. Functions come between them, those that the script defines for itself too.
    private static string Body(string script) => Function().Replace(script[script.IndexOf('\n', StringComparison.Ordinal)..], "");

    [GeneratedRegex(@"^\w+\(\) (?:\{ .*\}|\{\n(?s:.*?)^\}.*|\(\n(?s:.*?)^\).*)\n", RegexOptions.Multiline)]
    private static partial Regex Function();

    [GeneratedRegex("^READ_MARKER='(.*)'$", RegexOptions.Multiline)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^flash_stage '(\w+)' '\w+' '((?:[^']|'\\'')*)' '\w+'$", RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex("^(flash_commit|guard_reload|apply_run|net_wait_up|net_wait_down|mw_[a-z_]+|service_[a-z]+|dial_start)\\b")]
    private static partial Regex Call();
}
