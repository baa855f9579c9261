using System.Globalization;
using MultiDial.Testing;
using Renci.SshNet;

namespace MultiDial.Tests.Conformance;

/// <summary>Runs recorded commands on a lab router, over SSH as they were recorded, and writes the answers down alike.</summary>
internal sealed class RouterShell(Testing.Lab lab) : IDisposable
{
    private static readonly TimeSpan s_pageTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_lineTimeout = TimeSpan.FromSeconds(15);
    private static readonly Uri s_page = new("http://203.0.113.1/");

    private readonly SshClient _client = new(lab.SshHost, lab.SshPort, "root", new PrivateKeyFile(lab.KeyFile));

    public void Dispose() => _client.Dispose();

    internal async Task<string> AnswerAsync(Step step, CancellationToken cancellationToken) => step.Place switch
    {
        Place.Router => await RunAsync(step.Command, cancellationToken),
        Place.Lan => await FetchAsync(cancellationToken),
        Place.Wait => await WaitForLineAsync(step, cancellationToken),
        _ => await WriteFileAsync(step.Command, step.Answer, cancellationToken),
    };

    /// <summary>Runs a command that must succeed: it prepares what is compared later.</summary>
    internal async Task PrepareAsync(string command, CancellationToken cancellationToken)
    {
        string answer = await RunAsync(command, cancellationToken);
        Assert.True(answer.EndsWith("[exit 0]", StringComparison.Ordinal), $"{command}\n{answer}");
    }

    private async Task<string> RunAsync(string command, CancellationToken cancellationToken)
    {
        if (!_client.IsConnected)
        {
            await _client.ConnectAsync(cancellationToken);
        }

        using SshCommand run = _client.CreateCommand(command);
        await run.ExecuteAsync(cancellationToken);
        using StreamReader reader = new(run.ExtendedOutputStream);
        string error = await reader.ReadToEndAsync(cancellationToken);
        IEnumerable<string> lines = Lines(run.Result)
            .Concat(Lines(error).Select(line => "[stderr] " + line))
            .Append(string.Create(CultureInfo.InvariantCulture, $"[exit {run.ExitStatus}]"));
        return string.Join('\n', lines);
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private async Task<string> WaitForLineAsync(Step step, CancellationToken cancellationToken)
    {
        await Poll.UntilAsync(
            async () => (await RunAsync("ifstatus wan2", cancellationToken)).Contains("\"up\": true", StringComparison.Ordinal),
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
}
