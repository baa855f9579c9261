using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using MultiDial.Commands;

namespace MultiDial.Tests.Sessions;

/// <summary>A PowerShell engine with the module, without any session; what it opens is closed with it.</summary>
internal sealed class SessionShell : IDisposable
{
    private readonly Runspace _runspace;
    private readonly List<OpenWrtSession> _opened = [];

    /// <param name="host">Who answers questions; null where there is nobody to ask.</param>
    internal SessionShell(PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([typeof(RouterCommand).Assembly.Location]);
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
    }

    internal List<ErrorRecord> Errors { get; } = [];

    internal List<string> Warnings { get; } = [];

    internal Guid Id => _runspace.InstanceId;

    public void Dispose()
    {
        _opened.ForEach(SessionRegistry.Remove);
        _runspace.Dispose();
    }

    internal void Set(string variable, object? value) => _runspace.SessionStateProxy.SetVariable(variable, value);

    internal PowerShell Script(string script) => PowerShell.Create(_runspace).AddScript(script);

    /// <summary>Runs a script; what ends it is the last error.</summary>
    internal Collection<PSObject> Run(string script)
    {
        using PowerShell shell = Script(script);
        Collection<PSObject> output = [];
        try
        {
            output = shell.Invoke();
        }
        catch (RuntimeException exception)
        {
            shell.Streams.Error.Add(exception.ErrorRecord);
        }

        Errors.AddRange(shell.Streams.Error);
        Warnings.AddRange(shell.Streams.Warning.Select(warning => warning.Message));
        _opened.AddRange(output.Select(item => item?.BaseObject).OfType<OpenWrtSession>());
        return output;
    }

    internal OpenWrtSession Open(string script)
    {
        Collection<PSObject> output = Run(script);
        Assert.Empty(Errors);
        return Assert.IsType<OpenWrtSession>(Assert.Single(output).BaseObject);
    }

    internal ErrorRecord Fail(string script)
    {
        Errors.Clear();
        Assert.Empty(Run(script));
        return Assert.Single(Errors);
    }
}
