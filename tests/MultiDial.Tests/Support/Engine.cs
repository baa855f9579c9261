using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MultiDial.Commands;

namespace MultiDial.Tests;

/// <summary>A PowerShell engine with the module's cmdlets, whose default session is a fake router.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;
    private readonly FakeRouter _router;

    internal Engine(FakeRouter router)
    {
        _router = router;
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([typeof(RouterCommand).Assembly.Location]);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        SessionRegistry.Add(router.Session, _runspace.InstanceId);
    }

    internal List<ErrorRecord> Errors { get; } = [];

    internal List<string> Warnings { get; } = [];

    internal List<string> Verbose { get; } = [];

    public void Dispose()
    {
        SessionRegistry.Remove(_router.Session);
        _runspace.Dispose();
    }

    /// <summary>What Tab offers at the end of a line.</summary>
    internal string[] Complete(string line)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(match => match.CompletionText)];
    }

    /// <summary>Runs a script and gives what it returned; errors and warnings are kept apart.</summary>
    internal Collection<PSObject> Run(string script, params (string Name, object Value)[] variables)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        foreach ((string name, object value) in variables)
        {
            _runspace.SessionStateProxy.SetVariable(name, value);
        }

        Collection<PSObject> output;
        try
        {
            output = shell.AddScript(script).Invoke();
        }
        catch (RuntimeException exception)
        {
            output = [];
            Errors.Add(exception.ErrorRecord);
        }

        Errors.AddRange(shell.Streams.Error);
        Warnings.AddRange(shell.Streams.Warning.Select(warning => warning.Message));
        Verbose.AddRange(shell.Streams.Verbose.Select(verbose => verbose.Message));
        return output;
    }
}
