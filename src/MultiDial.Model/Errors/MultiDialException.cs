using MultiDial.Texts;

namespace MultiDial.Errors;

/// <summary>
/// The one exception of the router model. It says what went wrong (<see cref="Id"/>, message), with what
/// (<see cref="Target"/>) and what to type next (<see cref="RecommendedAction"/>).
/// </summary>
public class MultiDialException : Exception
{
    /// <summary>Makes an error of the catalogue; see <see cref="Error"/> for the ways to make one.</summary>
    public MultiDialException(ErrorId id, string message, object? target, string recommendedAction, Exception? inner = null)
        : base(VisibleText.Lines(message), inner)
    {
        Id = id;
        Target = target;
        RecommendedAction = VisibleText.Lines(recommendedAction);
    }

    /// <summary>The error's id.</summary>
    public ErrorId Id { get; }

    /// <summary>What the error is about: a name, a value, a router.</summary>
    public object? Target { get; }

    /// <summary>What to do about it, as far as possible a command that can be pasted.</summary>
    public string RecommendedAction { get; }

    /// <summary>The same as an error of a host on the way to a router.</summary>
    /// <param name="jump">The host, whose error it is.</param>
    /// <param name="router">The router.</param>
    /// <param name="number">Which of the hosts on the way it is, from 0.</param>
    internal virtual MultiDialException OnTheWay(string jump, string router, int number) =>
        new(Id, Text.ReasonOnTheWay.With(jump, router).Then(Message), Target, RecommendedAction, InnerException);
}
