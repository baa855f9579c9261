using System.Management.Automation;

namespace MultiDial.Tests.Guard;

/// <summary>Tests of changes on a lab router that takes them back after a few seconds.</summary>
public abstract class GuardedRouterTests(LabFixture fixture) : IClassFixture<LabFixture>, IAsyncLifetime
{
    /// <summary>Sessions have their names in the whole process, so these tests come one after the other.</summary>
    internal const string OneSession = "Guarded router";

    private protected static readonly TimeSpan Rollback = TimeSpan.FromSeconds(5);
    private protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private protected Engine Engine { get; } = new();

    /// <summary>The configuration as it was at first.</summary>
    private protected string Before { get; private set; } = "";

    private protected Testing.Lab Lab => fixture.Lab;

    public async ValueTask InitializeAsync()
    {
        await fixture.ResetAsync();
        Open(Rollback);
        Before = await ConfigurationAsync();
    }

    public ValueTask DisposeAsync()
    {
        Engine.Run("Get-OpenWrtSession cut, other -ErrorAction Ignore | Remove-OpenWrtSession");
        Engine.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected void Open(TimeSpan rollback)
    {
        Engine.Run("Get-OpenWrtSession cut -ErrorAction Ignore | Remove-OpenWrtSession");
        Engine.Clear();
        Run(Lab.Login("cut", $"-ConnectTimeout 3 -RollbackTimeout {rollback.TotalSeconds}"));
    }

    private protected System.Collections.ObjectModel.Collection<PSObject> Run(string script)
    {
        Engine.Clear();
        System.Collections.ObjectModel.Collection<PSObject> output = Engine.Run(script);
        Assert.True(Engine.Errors.Count == 0, string.Join("; ", Engine.Errors));
        return output;
    }

    private protected string[] Fail(string script)
    {
        Engine.Clear();
        Engine.Run(script);
        return [.. Engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0])];
    }

    private protected async Task<string> TruthAsync(string command) => (await Lab.Router.RunAsync(command, Cancelled)).Output;

    private protected Task<string> ConfigurationAsync() => TruthAsync("cd /etc/config; md5sum *; ls -l | sed 's/ [A-Z][a-z][a-z] .* / /'");

    private protected Task UntilAsync(string condition, string expectation) => Poll.UntilAsync(
        async () => (await TruthAsync(condition + " && echo yes")).Trim() == "yes", Deadline, expectation);

    private protected async Task AssertAsBeforeAsync()
    {
        await Poll.UntilAsync(async () => await ConfigurationAsync() == Before, Deadline, "the configuration is as it was");
        string left = "";
        await Poll.UntilAsync(async () => (left = await TruthAsync(ChangeOnRouter.Traces)).Length == 0, Deadline, () => $"nothing of the change is left, but there is {left}");
    }

    private protected Task AssertReachableAsync() => Lab.Router.WaitUntilReadyAsync(Deadline, Cancelled);
}
