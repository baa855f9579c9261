using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Router;

/// <summary>The change that waits on a router to be confirmed, whoever made it.</summary>
internal sealed class WaitingChange(OpenWrtSession session)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly GuardQuestions _questions = new(session);

    /// <summary>Keeps it.</summary>
    /// <exception cref="MultiDialException">NoChangeWaiting; RolledBack.</exception>
    internal Task ConfirmAsync(CancellationToken cancellation) => AskUntilAsync("answer_confirm", [], GuardWords.Confirmed, cancellation);

    /// <summary>Has it wait for so long from now on.</summary>
    /// <exception cref="MultiDialException">NoChangeWaiting; RolledBack.</exception>
    internal Task ExtendAsync(TimeSpan time, CancellationToken cancellation) => AskUntilAsync("answer_hold", [Shell.Seconds(time)], GuardWords.Applied, cancellation);

    /// <summary>Has the router take it back, and waits for that.</summary>
    /// <exception cref="MultiDialException">NoChangeWaiting.</exception>
    internal Task UndoAsync(CancellationToken cancellation) => AskUntilAsync("answer_recall", [], GuardWords.RolledBack, cancellation);

    private async Task AskUntilAsync(string function, string[] arguments, string wanted, CancellationToken cancellation)
    {
        string token = await FindAsync(cancellation).ConfigureAwait(false);
        while (true)
        {
            (string state, RouterAnswer answer) = await _questions.AskAsync(
                marker => GuardLibrary.Ask(marker, token, function, arguments), TimeSpan.Zero, _ => false, cancellation).ConfigureAwait(false);
            if (state == wanted)
            {
                return;
            }

            switch (state)
            {
                case GuardWords.RolledBack:
                    throw Error.WaitedTooLong(session.Name, _questions.Rejected);
                case GuardWords.Confirmed or GuardWords.Unknown:
                    throw Error.NoChangeWaiting(session.Name);
                case GuardQuestions.Unreachable when _questions.Silence > session.RollbackTimeout:
                    throw Error.NotAnswered(session.Name, session.Command, _questions.LastFailure);
            }

            await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<string> FindAsync(CancellationToken cancellation)
    {
        string marker = RouterReader.NewMarker();
        RemoteResult result = await session.RunAsync(GuardLibrary.Find(marker), TimeSpan.Zero, cancellation).ConfigureAwait(false);
        RouterAnswer answer = RouterAnswer.ReadWhole(session, marker, result, Text.ErrorReadingFailed.With(session.Name));
        return answer["token"]?.Trim() is { Length: > 0 } token ? token : throw Error.NoChangeWaiting(session.Name);
    }
}
