using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Asks the user whether a host key is the router's.</summary>
internal static class HostKeyQuestion
{
    // Not ShouldContinue: that would offer Yes to those who just press Enter.
    internal static bool Ask(PSHostUserInterface user, string question)
    {
        Collection<ChoiceDescription> choices = [new(Text.PromptYes, Text.PromptYesHelp), new(Text.PromptNo, Text.PromptNoHelp)];
        try
        {
            return user.PromptForChoice(Text.PromptHostKey, question + Environment.NewLine + Text.PromptHostKeyQuestion, choices, defaultChoice: 1) == 0;
        }
        catch (Exception exception) when (exception is PSInvalidOperationException or HostException or NotImplementedException)
        {
            // A host that cannot ask; then the unknown key is the error.
            return false;
        }
    }
}
