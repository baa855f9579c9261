using System.Management.Automation;

namespace MultiDial.Tests.Guard;

/// <summary>Something that breaks while a change is made.</summary>
/// <param name="Kind">What.</param>
/// <param name="After">When, seen from the beginning of the change.</param>
/// <param name="Command">The router's command that fails or hangs, if it is one.</param>
/// <param name="Call">Which of its calls.</param>
internal sealed record Fault(FaultKind Kind, TimeSpan After, string Command, int Call)
{
    private static readonly string[] s_commands = ["cp", "mv", "mkdir", "touch", "md5sum", "uci", "ubus", "ip", "iptables", "ipset", "sed", "cat", "cmp"];
    private static readonly string[] s_slow = ["ubus", "uci", "ip", "iptables", "mv", "sleep"];

    internal static Fault Random(Random random)
    {
        FaultKind kind = Enum.GetValues<FaultKind>()[random.Next(Enum.GetValues<FaultKind>().Length)];
        string[] commands = kind == FaultKind.CommandHangs ? s_slow : s_commands;
        return new Fault(kind, TimeSpan.FromMilliseconds(random.Next(1500)), commands[random.Next(commands.Length)], random.Next(1, 12));
    }

    /// <summary>Lets it happen.</summary>
    internal async Task StrikeAsync(FaultyRouter router, PowerShell shell)
    {
        if (Kind is FaultKind.CommandFails or FaultKind.CommandHangs)
        {
            await router.ReplaceAsync(Command, Call, Kind == FaultKind.CommandFails ? "exit 1" : "/bin/sleep 5");
            return;
        }

        await Task.Delay(After, TestContext.Current.CancellationToken);
        switch (Kind)
        {
            case FaultKind.Cut:
                router.Lab.Relay.Cut();
                break;
            case FaultKind.Frozen:
                router.Lab.Relay.Freeze();
                await router.UntilSettledAsync(TimeSpan.FromSeconds(30));
                router.Lab.Relay.Thaw();
                break;
            case FaultKind.Unreachable:
                router.Lab.Relay.Refuse();
                router.Lab.Relay.Cut();
                await router.UntilSettledAsync(TimeSpan.FromSeconds(30));
                router.Lab.Relay.Accept();
                break;
            case FaultKind.Stopped:
                shell.Stop();
                break;
            case FaultKind.ScriptKilled:
                await router.TruthAsync(ChangeOnRouter.KillScript);
                break;
            case FaultKind.PowerCut:
                await router.Lab.Router.RebootAsync(TestContext.Current.CancellationToken);
                break;
        }
    }

    /// <summary>Puts the surroundings right again.</summary>
    internal async Task MendAsync(FaultyRouter router)
    {
        if (Kind is FaultKind.CommandFails or FaultKind.CommandHangs)
        {
            await router.MendAsync(Command);
        }
    }
}
