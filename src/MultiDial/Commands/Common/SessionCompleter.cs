using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MultiDial.Commands;

/// <summary>Completes the names of the open sessions.</summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        SessionRegistry.All
            .Where(session => session.Name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(session => new CompletionResult(session.Name, session.Name, CompletionResultType.ParameterValue, $"{session.UserName}@{session.HostName}:{session.Port}"));
}
