namespace MultiDial.Tests.Conformance;

/// <summary>One lab whose router has the tutorial's two lines and mwan3, for all tests of a class; each test puts its configuration in force itself.</summary>
public sealed class Mwan3Fixture : IAsyncLifetime
{
    private readonly LabFixture _lab = new();
    private Mwan3Router? _router;

    public Testing.Lab Lab => _lab.Lab;

    internal Mwan3Router Router => _router ?? throw new InvalidOperationException("The lab has not been started.");

    public async ValueTask InitializeAsync()
    {
        await _lab.InitializeAsync();
        _router = new Mwan3Router(Lab);
        await _router.SetUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _router?.Dispose();
        await _lab.DisposeAsync();
    }
}
