using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Whole;

/// <summary>Several routers from one prompt, some of which are broken.</summary>
public sealed class FleetTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly Engine _engine = new();
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private Testing.Lab[] _labs = [];

    public async ValueTask InitializeAsync()
    {
        _silent.Start();
        _labs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Testing.Lab.StartAsync(cancellationToken: TestContext.Current.CancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Run("Get-OpenWrtSession fleet* -ErrorAction Ignore | Remove-OpenWrtSession");
        _engine.Dispose();
        _silent.Dispose();
        foreach (Testing.Lab lab in _labs)
        {
            await lab.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public void A_broken_router_is_an_error_of_its_own_and_the_others_are_configured()
    {
        int refused = FreePort();
        string rows = $"""
            HostName,Port,Name,KeyFilePath,Password
            127.0.0.1,{((IPEndPoint)_silent.LocalEndpoint).Port},fleet-silent,,{_labs[0].Password}
            127.0.0.1,{_labs[0].SshPort},fleet-stranger,,wrong
            127.0.0.1,{refused},fleet-refused,,{_labs[0].Password}
            127.0.0.1,{_labs[0].SshPort},fleet1,{_labs[0].KeyFile},
            127.0.0.1,{_labs[1].SshPort},fleet2,,{_labs[1].Password}
            """;
        string[] open = Names($"@'\n{rows}\n'@ | ConvertFrom-Csv | New-OpenWrtSession -KnownHostsPath {_folder["known_hosts"]} -HostKeyPolicy AcceptNew -ConnectTimeout 5 -OperationTimeout 5 | ForEach-Object Name");
        Assert.Equal(["fleet1", "fleet2"], open);
        Assert.Equal(["AuthenticationFailed", "ConnectionFailed", "ConnectionFailed"], _engine.Errors.Select(Id).Order());

        _engine.Clear();
        _engine.Run("Install-OpenWrtPackage kmod-macvlan, mwan3 -Session fleet1, fleet2");
        string[] lines = Names("New-MultiDial -Line 2 -Protocol Dhcp -Session fleet1, fleet2 | ForEach-Object { \"$($_.Session.Name) $($_.Name) $($_.Up)\" }");
        Assert.Empty(_engine.Errors);
        Assert.Equal(["fleet1 wan True", "fleet1 wan2 True", "fleet2 wan True", "fleet2 wan2 True"], lines.Order());

        // One that hangs costs its own time, and nobody's results.
        _labs[0].Relay.Freeze();
        Assert.Equal(["fleet2", "fleet2"], Names("Get-MultiDial -Session fleet1, fleet2 | ForEach-Object { $_.Session.Name }"));
        Assert.Equal(["OperationTimeout"], _engine.Errors.Select(Id));
        Assert.Contains("'fleet1'", _engine.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    private string[] Names(string script) => [.. _engine.Run(script).Select(name => (string)name.BaseObject)];

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];

    // Nobody listens on one that was just given back.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
