using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MultiDial.Commands;

namespace MultiDial.Tests;

/// <summary>A PowerShell engine with the module's cmdlets, and a fake router as its default session if one is given.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;
    private readonly FakeRouter? _router;

    internal Engine(FakeRouter? router = null)
    {
        _router = router;
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([typeof(RouterCommand).Assembly.Location]);
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
        if (router is not null)
        {
            SessionRegistry.Add(router.Session, _runspace.InstanceId);
        }
    }

    internal RecordingHost Host { get; } = new();

    internal List<ErrorRecord> Errors { get; } = [];

    internal List<string> Warnings { get; } = [];

    internal List<string> Verbose { get; } = [];

    internal List<string> Debug { get; } = [];

    internal List<string> Information { get; } = [];

    public void Dispose()
    {
        if (_router is not null)
        {
            SessionRegistry.Remove(_router.Session);
        }

        _runspace.Dispose();
    }

    /// <summary>What Tab offers at the end of a line.</summary>
    internal string[] Complete(string line) => [.. Offers(line).Select(offer => offer.CompletionText)];

    /// <summary>What it says of each.</summary>
    internal string[] Tips(string line) => [.. Offers(line).Select(offer => offer.ToolTip)];

    private Collection<CompletionResult> Offers(string line)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        return CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches;
    }

    /// <summary>A script to be started and stopped by the caller.</summary>
    internal PowerShell Shell(string script) => PowerShell.Create(_runspace).AddScript(script);

    /// <summary>Forgets what was said so far.</summary>
    internal void Clear()
    {
        Errors.Clear();
        Array.ForEach([Warnings, Verbose, Debug, Information], list => list.Clear());
        Host.Text.Clear();
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
        Debug.AddRange(shell.Streams.Debug.Select(debug => debug.Message));
        Information.AddRange(shell.Streams.Information.Select(information => information.ToString()));
        return output;
    }
}
