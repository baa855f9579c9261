using System.Collections.Concurrent;
using MultiDial.Testing.Demo;

namespace MultiDial.Tests;

/// <summary>A lab whose router has gone through the tutorial.</summary>
public class TutorialFixture : IAsyncLifetime
{
    // In bit/s. A machine that is busy with other tests too has to fill both lines: bytes only split evenly on full ones.
    private const long Rate = 4_000_000;

    private Testing.Lab? _lab;

    internal Testing.Lab Lab => _lab!;

    internal bool Succeeded { get; private set; }

    internal ConcurrentQueue<string> Lines { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _lab = await Testing.Lab.StartAsync(new Testing.LabOptions { Rate = Rate }, TestContext.Current.CancellationToken);
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, Script(await File.ReadAllTextAsync(Tutorial.ScriptPath)), TestContext.Current.CancellationToken);
        Succeeded = await Tutorial.RunAsync(_lab, path, Lines.Enqueue, TestContext.Current.CancellationToken);
        File.Delete(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The script, as it is run.</summary>
    private protected virtual string Script(string text) => text;
}
