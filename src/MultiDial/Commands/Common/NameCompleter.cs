using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Completes names from the live router. It never opens a session, never fails and never holds the prompt.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    // Who presses Tab twice asks the router once, unless the session was used meanwhile.
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(10);
    private static readonly ConditionalWeakTable<OpenWrtSession, Dictionary<Type, Answer>> s_answers = [];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        WildcardPattern pattern = WildcardPattern.Get((wordToComplete ?? string.Empty).Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return [.. Offers(fakeBoundParameters)
            .Where(offer => pattern.IsMatch(offer.Name) && VisibleText.Line(offer.Name) == offer.Name)
            .OrderByDescending(offer => offer.IsFirst).ThenBy(offer => offer.Name, StringComparer.Ordinal)
            .Select(Result)];
    }

    private protected virtual IReadOnlyCollection<StatePart> Parts => [];

    private protected abstract IEnumerable<Offer> Offers(RouterState state);

    private static CompletionResult Result(Offer offer) => new(
        offer.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-') ? offer.Name : $"'{offer.Name.Replace("'", "''", StringComparison.Ordinal)}'",
        offer.Name, CompletionResultType.ParameterValue, VisibleText.Line(string.IsNullOrEmpty(offer.Tip) ? offer.Name : offer.Tip));

    private Offer[] Offers(IDictionary parameters)
    {
        try
        {
            object? given = new SessionTransformationAttribute().Transform(null!, parameters["Session"] ?? parameters["Router"]);
            OpenWrtSession session = given switch
            {
                OpenWrtSession one => one,
                object[] { Length: > 0 } many when many[0] is OpenWrtSession first => first,
                _ => SessionResolver.Default,
            };
            Dictionary<Type, Answer> answers = s_answers.GetOrCreateValue(session);
            if (!answers.TryGetValue(GetType(), out Answer? answer) || answer.Commands != session.CommandCount || answer.Age.Elapsed > s_fresh)
            {
                Offer[] offers = Ask(session);
                answers[GetType()] = answer = new Answer(offers, session.CommandCount, Stopwatch.StartNew());
            }

            return answer.Offers;
        }
        catch (Exception)
        {
            // The router is silent or gone, or says what makes no sense; there is nowhere to say so.
            return [];
        }
    }

    private Offer[] Ask(OpenWrtSession session)
    {
        using var stop = new CancellationTokenSource(s_limit);
        RouterState state = Task.Run(() => RouterReader.ReadAsync(session, Parts, stop.Token)).WaitAsync(s_limit).GetAwaiter().GetResult();
        return [.. Offers(state)];
    }

    /// <summary>A name that is offered.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Tip">What it is, for who chooses among several; without it the name.</param>
    /// <param name="IsFirst">Whether it is the one that is most often meant.</param>
    private protected readonly record struct Offer(string Name, string? Tip = null, bool IsFirst = false);

    private sealed record Answer(Offer[] Offers, int Commands, Stopwatch Age);
}
