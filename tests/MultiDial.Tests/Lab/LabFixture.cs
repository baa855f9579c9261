using MultiDial.Testing;

namespace MultiDial.Tests;

/// <summary>
/// One running lab for all tests of a class (<c>IClassFixture&lt;LabFixture&gt;</c>). A test that changes the router
/// calls <see cref="ResetAsync"/> first, so that it does not depend on the tests before it.
/// </summary>
public sealed class LabFixture : IAsyncLifetime
{
    private Testing.Lab? _lab;

    public Testing.Lab Lab => _lab ?? throw new InvalidOperationException("The lab has not been started.");

    public async ValueTask InitializeAsync() => _lab = await Testing.Lab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public Task ResetAsync() => Lab.ResetAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }
}
