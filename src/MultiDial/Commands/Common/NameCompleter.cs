using System.Collections;
using System.Management.Automation.Language;
using System.Management.Automation;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Completes names from the live router. It never opens a session, never fails and never holds the prompt.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        WildcardPattern pattern = WildcardPattern.Get((wordToComplete ?? string.Empty).Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return [.. Names(fakeBoundParameters).Where(name => pattern.IsMatch(name) && VisibleText.Line(name) == name).Order(StringComparer.Ordinal).Select(Result)];
    }

    private protected virtual IReadOnlyCollection<StatePart> Parts => [];

    private protected abstract IEnumerable<string> Names(RouterState state);

    private static CompletionResult Result(string name) =>
        new(name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-') ? name : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'",
            name, CompletionResultType.ParameterValue, name);

    private string[] Names(IDictionary parameters)
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
            using var stop = new CancellationTokenSource(s_limit);
            RouterState state = Task.Run(() => RouterReader.ReadAsync(session, Parts, stop.Token)).WaitAsync(s_limit).GetAwaiter().GetResult();
            return [.. Names(state)];
        }
        catch (Exception)
        {
            // The router is silent or gone, or says what makes no sense; there is nowhere to say so.
            return [];
        }
    }
}
