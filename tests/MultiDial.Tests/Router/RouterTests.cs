using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text.Json;

namespace MultiDial.Tests;

/// <summary>A test on the shared router, which it finds prepared: <see cref="RouterFixture.PrepareAsync"/>.</summary>
[Collection(RouterFixture.Collection)]
public abstract class RouterTests(RouterFixture router) : IAsyncLifetime
{
    private bool _hasEntered;

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private protected RouterFixture Router => router;

    private protected Engine Engine => router.Engine;

    /// <summary>Whether a test changes the router.</summary>
    private protected virtual bool ChangesTheRouter => true;

    public async ValueTask InitializeAsync()
    {
        await router.EnterAsync();
        _hasEntered = true;
        try
        {
            if (ChangesTheRouter || router.MayChange)
            {
                await router.PrepareAsync();
            }
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Leave();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private void Leave()
    {
        if (_hasEntered)
        {
            _hasEntered = false;
            router.Leave();
        }
    }

    /// <summary>Runs a script that must not fail.</summary>
    private protected Collection<PSObject> Run(string script, params (string Name, object Value)[] variables)
    {
        Engine.Clear();
        Collection<PSObject> output = Engine.Run(script, variables);
        Assert.True(Engine.Errors.Count == 0, string.Join("; ", Engine.Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}")));
        return output;
    }

    /// <summary>Runs a script that gives objects of one type.</summary>
    private protected T[] Run<T>(string script, params (string Name, object Value)[] variables) =>
        [.. Run(script, variables).Select(item => Assert.IsType<T>(item.BaseObject))];

    /// <summary>Runs a script that fails, and gives the ids of its errors.</summary>
    private protected string[] Fail(string script)
    {
        Engine.Clear();
        Engine.Run(script);
        return [.. Engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0])];
    }

    private protected Task<string> TruthAsync(string command) => router.TruthAsync(command);

    /// <summary>All options of the router, as it prints them.</summary>
    private protected Task<string> ExportAsync() => TruthAsync("uci export network; uci export firewall; uci export mwan3");

    /// <summary>Content and inode of each file: a file that is replaced by the same text has another inode.</summary>
    private protected Task<string> FilesAsync() => TruthAsync("cd /etc/config; md5sum *; ls -i; ls -a");

    /// <summary>The process ids of mwan3's trackers, of all lines if none is named: as procd has them, or up to 2.8 as the oldest process of each.</summary>
    private protected async Task<string> TrackersAsync(params string[] lines)
    {
        using JsonDocument list = JsonDocument.Parse(await TruthAsync("ubus call service list '{\"name\":\"mwan3\"}'"));
        string[] trackers = list.RootElement.GetProperty("mwan3").TryGetProperty("instances", out JsonElement instances)
            ? [.. instances.EnumerateObject().Select(instance => $"{instance.Name} {(instance.Value.TryGetProperty("pid", out JsonElement pid) ? pid.GetInt32() : 0)}")]
            : (await TruthAsync("cd /var/run/mwan3track && for line in *; do echo \"track_$line $(pgrep -o -f \"mwan3track $line \")\"; done")).Split('\n');
        return string.Join(", ", trackers.Where(tracker => lines.Length == 0 ? tracker.StartsWith("track_", StringComparison.Ordinal) : lines.Any(line => tracker.StartsWith($"track_{line} ", StringComparison.Ordinal))));
    }

    /// <summary>The value of one option, without the line end that uci adds.</summary>
    private protected async Task<string> UciAsync(string option) => (await TruthAsync($"uci -q get {option}"))[..^1];
}
