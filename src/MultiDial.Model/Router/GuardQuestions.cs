using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Router;

/// <summary>Asks the router about a change over connections that are opened for it, and keeps count of what comes of that.</summary>
internal sealed partial class GuardQuestions(OpenWrtSession session)
{
    /// <summary>The state of a change whose router gave no answer.</summary>
    internal const string Unreachable = "unreachable";

    // A router that is reached and answers nonsense, or cannot run the script, will not learn it.
    private const int MostFailures = 3;

    private readonly Stopwatch _silence = Stopwatch.StartNew();
    private int _failures;

    /// <summary>Why the last question had no answer; null if all had one.</summary>
    internal MultiDialException? LastFailure { get; private set; }

    /// <summary>What the change has cut that it must not; null for nothing.</summary>
    internal string? Rejected { get; private set; }

    /// <summary>How long nothing has come from the router.</summary>
    internal TimeSpan Silence => _silence.Elapsed;

    /// <summary>How long the last question took, with its connection.</summary>
    internal TimeSpan LastTook { get; private set; }

    /// <summary>Something has come from it.</summary>
    internal void Hear() => _silence.Restart();

    /// <summary>Tells the user which step the router is at; the router says it as <c>3/12 words</c> or <c>3 words</c>.</summary>
    internal static void Report(string step)
    {
        if (Step().Match(step) is { Success: true } match)
        {
            RemoteTrace.Current?.Progress(new RouterProgress(match.Groups[3].Value, Number(match.Groups[1]), Number(match.Groups[2])));
        }
    }

    /// <summary>Asks once, on a connection of its own, which takes the place of the session's if that one is lost.</summary>
    /// <param name="script">The question.</param>
    /// <param name="extraTime">How long the router may wait in silence before it answers.</param>
    /// <param name="isLost">Whether the session's connection is known to be lost if the state is this.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How far the change is, as <see cref="GuardWords"/> says it or <see cref="Unreachable"/>, and the whole answer.</returns>
    /// <exception cref="MultiDialException">The router was reached several times and cannot answer.</exception>
    internal async Task<(string State, RouterAnswer Answer)> AskAsync(
        Func<string, RouterScript> script, TimeSpan extraTime, Func<string, bool> isLost, CancellationToken cancellation)
    {
        string marker = RouterReader.NewMarker();
        var clock = Stopwatch.StartNew();
        IRouterTransport? fresh = null;
        try
        {
            fresh = await session.ConnectAgainAsync(cancellation).ConfigureAwait(false);
            RemoteResult result = await session.RunAsync(fresh, script(marker), extraTime, cancellation).ConfigureAwait(false);
            (string state, RouterAnswer answer) = Understand(marker, result);
            if (state is GuardWords.RolledBack or GuardWords.Unknown || isLost(state))
            {
                session.Adopt(fresh);
                fresh = null;
            }

            return (state, answer);
        }
        catch (MultiDialException exception) when (exception.Id is ErrorId.ConnectionFailed or ErrorId.SessionBroken or ErrorId.OperationTimeout || ++_failures < MostFailures)
        {
            LastFailure = exception;
            return (Unreachable, new RouterAnswer([]));
        }
        finally
        {
            LastTook = clock.Elapsed;
            if (fresh is not null)
            {
                OpenWrtSession.Discard(fresh);
            }
        }
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    private (string State, RouterAnswer Answer) Understand(string marker, RemoteResult result)
    {
        string failure = Text.ErrorConfirmingFailed.With(session.Name);
        RouterAnswer answer = RouterAnswer.ReadWhole(session, marker, result, failure);
        if (answer[GuardWords.State] is not { } said)
        {
            answer.ThrowIfFailed(session, result);
            throw Error.RemoteCommandFailed(session.Name, failure, result.ExitStatus, RouterAnswer.Words(result.Error));
        }

        Hear();
        Rejected = answer[GuardWords.Rejected] is { } rejected ? ByteText.ToText(rejected).Trim() : Rejected;
        string[] words = ByteText.ToText(said).Trim().Split(' ', 2);
        Report(words.ElementAtOrDefault(1) ?? "");
        return (words[0], answer);
    }

    [GeneratedRegex(@"^(\d{1,4})(?:/(\d{1,4}))? (.+)")]
    private static partial Regex Step();
}
