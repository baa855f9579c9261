using System.Globalization;
using System.Text;
using MultiDial.Remote;
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
        text.Append(CultureInfo.InvariantCulture, $"'{exchange.Router}' was sent {exchange.Script.ToBytes().Length} bytes:\n{exchange.Script.ToShownText()}");
        if (exchange.Result is not { } result)
        {
            return text.Append(CultureInfo.InvariantCulture, $"No answer after {exchange.Duration.TotalMilliseconds:0} ms: {exchange.Failure?.Message}").ToString();
        }

        string status = result.ExitStatus?.ToString(CultureInfo.InvariantCulture) ?? "none";
        text.Append(CultureInfo.InvariantCulture, $"It answered {result.Output.Length} bytes after {exchange.Duration.TotalMilliseconds:0} ms, exit status {status}:\n");
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
