using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Renci.SshNet;
using MultiDial.Testing;

namespace MultiDial.Tests.Conformance;

/// <summary>Runs recorded commands on a lab router, over SSH as they were recorded, and writes the answers down alike.</summary>
internal sealed partial class RouterShell(Testing.Lab lab) : IDisposable
{
    private static readonly TimeSpan s_pageTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_lineTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_queryTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_queryInterval = TimeSpan.FromMilliseconds(300);
    private static readonly Uri s_page = new("http://203.0.113.1/");

    private readonly SshClient _client = new(lab.SshHost, lab.SshPort, "root", new PrivateKeyFile(lab.KeyFile));

    public void Dispose() => _client.Dispose();

    internal Task<string> AnswerAsync(Step step, CancellationToken cancellationToken) => AnswerAsync(step, _ => true, cancellationToken);

    /// <summary>
    /// Runs a step. What only looks at the router (the part behind a command's last sleep, too) is asked again for a while
    /// if it does not match: this computer may be slower than the recorded one.
    /// </summary>
    internal async Task<string> AnswerAsync(Step step, Func<string, bool> matches, CancellationToken cancellationToken) => step.Place switch
    {
        Place.Router when LastSleep().Match(step.Command) is { Success: true } parts =>
            await RunAndAskAsync(parts.Groups[1].Value, parts.Groups[2].Value, matches, cancellationToken),
        Place.Router when Query().IsMatch(step.Command) =>
            await AskAsync(() => QueryAsync(null, step.Command, cancellationToken), matches, cancellationToken),
        Place.Router => Write(await RunAsync(step.Command, cancellationToken)),
        Place.Lan => await AskAsync(() => FetchAsync(cancellationToken), matches, cancellationToken),
        Place.Wait => await WaitForLineAsync(step, cancellationToken),
        _ => await WriteFileAsync(step.Command, step.Answer, cancellationToken),
    };

    /// <summary>Runs a command that must succeed: it prepares what is compared later.</summary>
    internal async Task PrepareAsync(string command, CancellationToken cancellationToken)
    {
        CommandResult result = await RunAsync(command, cancellationToken);
        Assert.True(result.ExitCode == 0, $"{command}\n{Write(result)}");
    }

    private static string Write(CommandResult result)
    {
        IEnumerable<string> lines = Lines(result.Output)
            .Concat(Lines(result.Error).Select(line => "[stderr] " + line))
            .Append(string.Create(CultureInfo.InvariantCulture, $"[exit {result.ExitCode}]"));
        return string.Join('\n', lines);
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static async Task<string> AskAsync(Func<Task<string>> ask, Func<string, bool> matches, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            string answer = await ask();
            if (matches(answer) || Stopwatch.GetElapsedTime(start) > s_queryTimeout)
            {
                return answer;
            }

            await Task.Delay(s_queryInterval, cancellationToken);
        }
    }

    private async Task<string> QueryAsync(CommandResult? before, string query, CancellationToken cancellationToken)
    {
        CommandResult result = await RunAsync(query, cancellationToken);
        return Write(new CommandResult(result.ExitCode, before?.Output + result.Output, before?.Error + result.Error));
    }

    private async Task<string> RunAndAskAsync(string command, string query, Func<string, bool> matches, CancellationToken cancellationToken)
    {
        CommandResult before = await RunAsync(command, cancellationToken);
        return await AskAsync(() => QueryAsync(before, query, cancellationToken), matches, cancellationToken);
    }

    private async Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken)
    {
        if (!_client.IsConnected)
        {
            await _client.ConnectAsync(cancellationToken);
        }

        using SshCommand run = _client.CreateCommand(command);
        await run.ExecuteAsync(cancellationToken);
        using StreamReader reader = new(run.ExtendedOutputStream);
        return new CommandResult(run.ExitStatus ?? -1, run.Result, await reader.ReadToEndAsync(cancellationToken));
    }

    private async Task<string> WaitForLineAsync(Step step, CancellationToken cancellationToken)
    {
        await Poll.UntilAsync(
            async () => (await RunAsync("ifstatus wan2", cancellationToken)).Output.Contains("\"up\": true", StringComparison.Ordinal),
            s_lineTimeout,
            "wan2 is up");
        return step.Answer;
    }

    // As curl: 7 is "could not connect".
    private async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(s_pageTimeout);
        try
        {
            return (await lab.Lan.HttpGetAsync(s_page.ToString(), end.Token)).TrimEnd('\n') + "\n[exit 0]";
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return "[exit 7]";
        }
    }

    private async Task<string> WriteFileAsync(string path, string text, CancellationToken cancellationToken)
    {
        CommandResult result = await lab.Router.Machine.RunAsync($"cat >{path}", text, cancellationToken);
        result.Require();
        return text;
    }

    [GeneratedRegex(@"^((?!for ).*(?:; sleep \d+|; echo rc=\$\?(?=; mwan3 status$))); (.+)$", RegexOptions.Singleline)]
    private static partial Regex LastSleep();

    [GeneratedRegex(@"^(?:ip (?:-\S+ )*(?:route|rule|addr|link)(?: show.*)?$|mwan3 (?:interfaces|status|policies)|ubus call \S+ (?:status|dump|list)|fw4 print)")]
    private static partial Regex Query();
}
