using System.Collections.Concurrent;
using MultiDial.Testing.Demo;

namespace MultiDial.Tests;

/// <summary>A lab whose router has gone through the tutorial.</summary>
public sealed class TutorialFixture : IAsyncLifetime
{
    private Testing.Lab? _lab;

    internal Testing.Lab Lab => _lab!;

    internal bool Succeeded { get; private set; }

    internal ConcurrentQueue<string> Lines { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _lab = await Testing.Lab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Succeeded = await Tutorial.RunAsync(_lab, Tutorial.ScriptPath, Lines.Enqueue, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }
}
