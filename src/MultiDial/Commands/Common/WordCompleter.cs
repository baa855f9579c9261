using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MultiDial.Commands;

/// <summary>Completes words that are always the same.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private protected abstract IReadOnlyList<string> Words { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.Where(word => word.StartsWith((wordToComplete ?? string.Empty).Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(word => new CompletionResult(word));
}
