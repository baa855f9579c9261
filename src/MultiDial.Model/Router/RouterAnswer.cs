using System.Globalization;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>What a script said, in pieces: each begins with a line of the marker and the piece's name.</summary>
internal sealed class RouterAnswer
{
    private const string End = "end";

    private readonly Dictionary<string, string> _pieces;

    /// <param name="pieces">The pieces by name, as byte texts (<see cref="ByteText"/>).</param>
    internal RouterAnswer(IEnumerable<KeyValuePair<string, string>> pieces) => _pieces = new(pieces, StringComparer.Ordinal);

    /// <summary>The names of all pieces.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Pieces => _pieces;

    /// <summary>The bytes of a piece; null if it was not said.</summary>
    internal string? this[string piece] => _pieces.GetValueOrDefault(piece);

    /// <summary>Reads an output, whether the script came to its end or not. A piece that comes again goes on.</summary>
    internal static RouterAnswer Read(string marker, RemoteResult result)
    {
        var pieces = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string piece in ByteText.FromBytes(result.Output).Split($"\n{marker} ").Skip(1))
        {
            string[] nameAndText = piece.Split('\n', 2);
            string text = nameAndText[^1];
            pieces[nameAndText[0]] = pieces.TryGetValue(nameAndText[0], out string? before) ? before + "\n" + text : text;
        }

        return new RouterAnswer(pieces);
    }

    /// <summary>Reads an output. A script that did not come to its end has failed.</summary>
    /// <param name="session">The router's session.</param>
    /// <param name="marker">What begins each piece.</param>
    /// <param name="result">What the script left behind.</param>
    /// <param name="failure">What has failed then, as a whole sentence.</param>
    /// <exception cref="MultiDialException">RemoteCommandFailed.</exception>
    internal static RouterAnswer ReadWhole(OpenWrtSession session, string marker, RemoteResult result, string failure)
    {
        RouterAnswer answer = Read(marker, result);
        return answer[End] is not null || answer[GuardWords.Failed] is not null
            ? answer
            : throw Error.RemoteCommandFailed(session.Name, failure, result.ExitStatus, Words(result.Error));
    }

    /// <summary>What a program wrote, as text.</summary>
    internal static string Words(ReadOnlySpan<byte> bytes) => ByteText.ToText(ByteText.FromBytes(bytes)).Trim();

    /// <summary>The same answer with what another one said besides.</summary>
    internal RouterAnswer With(RouterAnswer other) => new(_pieces.Concat(other._pieces.Where(piece => !_pieces.ContainsKey(piece.Key))));

    /// <exception cref="MultiDialException">The script said that it failed.</exception>
    internal void ThrowIfFailed(OpenWrtSession session, RemoteResult result)
    {
        if (this[GuardWords.Failed] is not { } failure)
        {
            return;
        }

        string[] words = ByteText.ToText(failure).Trim().Split(' ', 2);
        string about = words.ElementAtOrDefault(1) ?? "";
        throw words[0] switch
        {
            GuardWords.Changed => Error.FileChanged(session.Name, about),
            GuardWords.Full => Error.NoSpace(session.Name, ConfigurationFiles.All.Contains(about) ? "/etc/config/" + about : about),
            GuardWords.Busy => Busy(session.Name, about),
            GuardWords.Link => Error.ConfigurationLink(session.Name, about),
            GuardWords.Unarmed => Error.NotGuarded(session.Name),
            GuardWords.Missing => Error.NotInstalled(session.Name, about, Words(result.Error)),
            GuardWords.Stopped => new OperationCanceledException(),
            _ => Error.StepFailed(session.Name, about, Words(result.Error)),
        };
    }

    // What is said of another change: the seconds for which it can wait to be confirmed, - while it is not made, and whose it is.
    private static MultiDialException Busy(string router, string about) => about.Split(' ', 2) is [var left, { Length: > 0 } whose]
        ? Error.BusyChanging(router, whose, int.TryParse(left, CultureInfo.InvariantCulture, out int seconds) ? seconds : null)
        : Error.Busy(router);
}
