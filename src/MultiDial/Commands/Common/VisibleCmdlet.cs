using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>
/// The cmdlet that all others are: all that it writes besides objects goes through here, so that no text of a router
/// reaches a terminal as more than text.
/// </summary>
public abstract class VisibleCmdlet : PSCmdlet
{
    /// <summary>Writes an error; the cmdlet goes on with the next object.</summary>
    private protected virtual void WriteFailure(MultiDialException exception) => WriteError(ErrorRecords.From(exception));

    /// <summary>Ends the cmdlet with an error.</summary>
    private protected void ThrowFailure(MultiDialException exception) => ThrowTerminatingError(ErrorRecords.From(exception));

    internal new void WriteWarning(string text) => base.WriteWarning(VisibleText.Line(text));

    internal new void WriteVerbose(string text) => base.WriteVerbose(VisibleText.Line(text));

    internal new void WriteDebug(string text) => base.WriteDebug(VisibleText.Lines(text));

    internal new void WriteProgress(ProgressRecord progress)
    {
        progress.Activity = VisibleText.Line(progress.Activity);
        progress.StatusDescription = VisibleText.Line(progress.StatusDescription);
        progress.CurrentOperation = VisibleText.Of(progress.CurrentOperation);
        base.WriteProgress(progress);
    }

    /// <summary>A way to warn from any thread, also when the pipeline is stopped, whose streams take nothing more.</summary>
    private protected Action<string> LateWarning()
    {
        System.Management.Automation.Host.PSHostUserInterface? screen = Host.UI;
        return text => screen?.WriteWarningLine(VisibleText.Line(text));
    }

    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(VisibleText.Line(target), VisibleText.Line(action));

    /// <summary>Asks, or shows, what would be done; the texts have lines.</summary>
    internal new bool ShouldProcess(string description, string question, string caption) =>
        base.ShouldProcess(VisibleText.Lines(description), VisibleText.Lines(question), VisibleText.Line(caption));
}
