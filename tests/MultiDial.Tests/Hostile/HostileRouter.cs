using System.Text;
using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Tests.Hostile;

/// <summary>A router that answers every script with what <see cref="HostileAnswers"/> makes up.</summary>
internal sealed partial class HostileRouter
{
    private readonly HostileAnswers _answers;
    private readonly Random _random;

    internal HostileRouter(int seed)
    {
        _answers = new HostileAnswers(seed);
        _random = new Random(~seed);
        Session = new OpenWrtSession(new Connection(this), new ConnectionRequest { HostName = "192.168.1.1" }, 1, "hostile", _ => Task.FromResult<IRouterTransport>(new Connection(this)));
    }

    internal OpenWrtSession Session { get; }

    /// <summary>How many bytes it said.</summary>
    internal long Said { get; private set; }

    private Task<RemoteResult> Execute(ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard)
    {
        RemoteResult result = _answers.Next(Marker().Match(Encoding.UTF8.GetString(input.Span)).Groups[1].Value);
        Said += result.Output.Length + result.Error.Length;
        for (int from = 0; from < result.Output.Length;)
        {
            int length = Math.Min(1 + _random.Next(100_000), result.Output.Length - from);
            heard?.Invoke(result.Output.AsMemory(from, length));
            from += length;
        }

        return _random.Next(100) switch
        {
            0 => throw Error.SessionBroken("hostile", "\u001b[2J", "New-OpenWrtSession"),
            1 => throw Error.AnswerTooLong("hostile", RemoteResult.MostBytes),
            _ => Task.FromResult(result),
        };
    }

    [GeneratedRegex("^READ_MARKER='(.*)'$", RegexOptions.Multiline)]
    private static partial Regex Marker();

    private sealed class Connection(HostileRouter router) : IRouterTransport
    {
        public string HostKeyFingerprint => "SHA256:fake";

        public Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation) =>
            router.Execute(input, heard);

        public void Dispose()
        {
        }
    }
}
