using System.Management.Automation;

namespace MultiDial.Tests.Guard;

/// <summary>A few changes that go well, and one in which something breaks.</summary>
internal sealed class FaultSequence(FaultyRouter router, int seed)
{
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_rollback = TimeSpan.FromSeconds(3);

    private readonly Random _random = new(seed);
    private readonly List<string> _story = [];

    public override string ToString() => string.Join("\n", _story);

    /// <summary>Runs the sequence.</summary>
    /// <returns>The fault and what came of it.</returns>
    internal async Task<string> RunAsync()
    {
        await router.PrepareAsync();
        for (int left = _random.Next(3); left > 0; left--)
        {
            string script = RandomChange();
            _story.Add(script);
            string asked = await router.ForeseeAsync(script);
            router.Run(script);
            Assert.Equal(asked, await router.FilesAsync());
        }

        return await RunWithFaultAsync(_random.Next(4) == 0
            ? $"Start-OpenWrtTransaction; {RandomChange()}; {RandomChange()}; {RandomChange()}; Complete-OpenWrtTransaction"
            : RandomChange());
    }

    private async Task<string> RunWithFaultAsync(string script)
    {
        string before = await router.FilesAsync(), runtime = await router.RuntimeAsync(), asked = await router.ForeseeAsync(script);
        Fault fault = Fault.Random(_random);
        await router.OpenAsync(s_rollback);
        _story.Add($"{script}  with: {fault}");
        using PowerShell shell = router.Engine.Shell(script);
        IAsyncResult running = shell.BeginInvoke();
        await fault.StrikeAsync(router, shell);
        string[] errors = await Task.Run(() => End(shell, running), TestContext.Current.CancellationToken);
        await router.UntilUpAsync();
        await router.UntilSettledAsync(s_settle);
        await fault.MendAsync(router);

        string after = await router.FilesAsync();
        _story.Add($"errors: {string.Join(", ", errors)}");
        Assert.Contains(after, new[] { before, asked });
        if (after == before)
        {
            string now = "";
            await Poll.UntilAsync(async () => (now = await router.RuntimeAsync()) == runtime, s_settle, () => $"the router works as before. It had:\n{runtime}\nIt has:\n{now}");
        }

        if (before == asked)
        {
            return $"{fault.Kind}: nothing to do";
        }

        if (errors.Length == 0)
        {
            Assert.Equal(asked, after);
        }
        else if (errors.Contains("RolledBack"))
        {
            Assert.Equal(before, after);
        }

        return $"{fault.Kind}: {(after == asked ? "as asked" : "as before")}{(errors.Length == 0 ? "" : $", {errors[^1]}")}";
    }

    private static string[] End(PowerShell shell, IAsyncResult running)
    {
        try
        {
            shell.EndInvoke(running);
        }
        catch (PipelineStoppedException)
        {
            return ["stopped"];
        }

        return [.. shell.Streams.Error.Select(error => error.FullyQualifiedErrorId.Split(',')[0])];
    }

    private string RandomChange()
    {
        int n = _random.Next(2, 6);
        return _random.Next(15) switch
        {
            0 => $"Set-WanInterface wan2 -Metric {n}5",
            1 => $"Set-WanInterface wan -Metric {n} -PeerDns $false -Dns 1.1.1.{n}",
            2 => $"Set-Mwan3Member wan_m1_w1 -Weight {n}",
            3 => $"Add-Mwan3Member m{n} -Interface wan -Metric {n} -Weight {n}",
            4 => "Remove-Mwan3Member spare_member",
            5 => $"Set-Mwan3Policy p{n} -Member wan_m1_w1, wan2_m1_w1",
            6 => "Remove-Mwan3Policy spare_policy",
            7 => $"Add-Mwan3Rule r{n} -Policy balance -DestinationAddress 198.51.100.{n} -First",
            8 => "Move-Mwan3Rule default_route -First",
            9 => "Remove-Mwan3Rule spare_rule",
            10 => $"Set-Mwan3Interface wan2 -Down {n}",
            11 => "Remove-FirewallZoneNetwork wan -Network wan6",
            12 => $"New-MacvlanDevice v{n} -Parent eth0.2",
            13 => $"New-WanInterface wan5 -Device veth9 -Protocol Dhcp -Metric 5{n} -Timeout 0",
            _ => "Remove-Mwan3Interface wan2 -Force",
        };
    }
}
