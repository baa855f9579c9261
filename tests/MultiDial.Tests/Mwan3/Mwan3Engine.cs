using System.Collections.ObjectModel;
using System.Management.Automation;
using MultiDial.Errors;
using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

/// <summary>The cmdlets of mwan3 in a PowerShell engine, on a router that is only texts.</summary>
public abstract class Mwan3Engine : IDisposable
{
    private protected Mwan3Engine() => Engine = new Engine(Router);

    private protected FakeRouter Router { get; } = new(Parts(States.EmptyMwan3));

    private protected Engine Engine { get; }

    private protected List<ErrorRecord> Errors { get; private set; } = [];

    private protected string Config => Router.Parts["config/mwan3"];

    public void Dispose()
    {
        Engine.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static object Value(Collection<PSObject> objects, string property) => Assert.Single(objects).Properties[property].Value;

    private protected Collection<PSObject> Run(string script, params (string, object)[] variables)
    {
        Collection<PSObject> output = Engine.Run(script, variables);
        Assert.True(Engine.Errors.Count == 0, string.Join(" ", Engine.Errors.Select(error => error.ToString())));
        return output;
    }

    private protected void Run(string script, ErrorId id)
    {
        Engine.Run(script);
        Assert.StartsWith(id + ",", Assert.Single(Engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Errors = [.. Engine.Errors];
        Engine.Errors.Clear();
    }
}
