using System.Text;
using MultiDial.Remote;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>What -Debug shows of a remote command: what was sent and answered, without secrets.</summary>
internal static class ExchangeText
{
    private const string Configuration = "config/";
    private const string Pending = "pending/";

    internal static string Of(RemoteExchange exchange)
    {
        var text = new StringBuilder();
        text.Append(Text.DebugSent.With(exchange.Router, exchange.Script.ToBytes().Length)).Append('\n').Append(exchange.Script.ToShownText());
        if (exchange.Result is not { } result)
        {
            return text.Append(Text.DebugNoAnswer.With(exchange.Duration.TotalMilliseconds, exchange.Failure?.Message)).ToString();
        }

        text.Append(result.ExitStatus is { } status
            ? Text.DebugAnswered.With(result.Output.Length, exchange.Duration.TotalMilliseconds, status)
            : Text.DebugStopped.With(result.Output.Length, exchange.Duration.TotalMilliseconds)).Append('\n');
        foreach ((string piece, string said) in RouterAnswer.Read(exchange.Script.Marker, result).Pieces)
        {
            text.Append(piece).Append(":\n").Append(Shown(piece, said).TrimEnd('\n')).Append('\n');
        }

        return text.Append(RouterAnswer.Words(result.Error)).ToString().TrimEnd('\n');
    }

    private static string Shown(string piece, string said) =>
        piece.StartsWith(Configuration, StringComparison.Ordinal) ? Hidden(piece[Configuration.Length..], said)
        : piece.StartsWith(Pending, StringComparison.Ordinal) ? string.Join('\n', UciDelta.Parse(said))
        : ByteText.ToText(said);

    // What cannot be read may have its secrets anywhere.
    private static string Hidden(string package, string said)
    {
        try
        {
            return ByteText.ToText(UciSecrets.Hide(UciPackage.Parse(package, said)));
        }
        catch (UciSyntaxException exception)
        {
            return exception.Message;
        }
    }
}
