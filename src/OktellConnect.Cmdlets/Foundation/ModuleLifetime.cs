using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>What happens when the module is imported into a runspace and removed from it.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Makes the engine loadable, and loads nothing of it.</summary>
    public void OnImport() => EngineLoading.Install();

    /// <summary>Closes what the runspace still has open.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceState.CloseCurrent();
}
