using System.Management.Automation;

namespace MultiDial.Commands;

/// <summary>Closes what is open when the module is removed.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        foreach (OpenWrtSession session in SessionRegistry.All)
        {
            SessionRegistry.Remove(session);
        }
    }
}
