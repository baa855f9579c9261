using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MultiDial.Commands;

/// <summary>Closes what a runspace has open when it removes the module. Other runspaces keep theirs.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        foreach (OpenWrtSession session in SessionRegistry.Of(Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty))
        {
            SessionRegistry.Remove(session);
        }
    }
}
