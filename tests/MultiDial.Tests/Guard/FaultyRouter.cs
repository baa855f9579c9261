using System.Collections.ObjectModel;
using System.Management.Automation;
using MultiDial.Remote;
using MultiDial.Router;

namespace MultiDial.Tests.Guard;

/// <summary>A lab router with two balanced lines, and a router of texts that foretells what a change makes of it.</summary>
internal sealed class FaultyRouter : IAsyncDisposable
{
    private const string Traces = "ls -d /tmp/multidial /etc/multidial /etc/uci-defaults/*multidial* /etc/config/.*multidial 2>/dev/null";
    private const string Files = "for name in network firewall mwan3; do echo \"== $name\"; cat /etc/config/$name; done";

    // What mwan3 and netifd made of the configuration in the kernel.
    private const string Runtime = """
        iptables -t mangle -S | grep mwan3
        ip rule show | grep -v -e '^0:' -e '^3276'
        for table in main 1 2 3; do ip route show table $table | sed -n "s/ src .*//; s/^default/$table: default/p"; done
        ipset list -n | grep mwan3 | sort
        for link in /sys/class/net/*; do echo "${link##*/}"; done
        """;

    private static readonly TimeSpan s_ready = TimeSpan.FromSeconds(60);

    private readonly string _name;
    private readonly FakeRouter _oracle;
    private readonly Engine _oracleEngine;
    private Dictionary<string, string> _prepared = [];
    private string _runtime = "";

    private FaultyRouter(Testing.Lab lab, string name)
    {
        Lab = lab;
        _name = name;
        _oracle = new FakeRouter([], name + "-oracle");
        _oracleEngine = new Engine(_oracle);
    }

    internal Testing.Lab Lab { get; }

    internal Engine Engine { get; } = new();

    private OpenWrtSession Session { get; set; } = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    internal static async Task<FaultyRouter> StartAsync(string name)
    {
        var router = new FaultyRouter(await Testing.Lab.StartAsync(cancellationToken: Cancelled), name);
        router.Open();
        router.Run("Install-OpenWrtPackage kmod-macvlan, mwan3");
        await router.TruthAsync(RouterScripts.Prepare("eth0.2"));
        await router.TruthAsync("/etc/init.d/network reload; /etc/init.d/firewall reload; /etc/init.d/mwan3 restart");
        await Poll.UntilAsync(
            async () => (await router.RuntimeAsync()).Split('\n').Count(line => line.Contains(": default", StringComparison.Ordinal)) == 4
                && (await router.TruthAsync("mwan3 policies")).Contains("wan2 (50%)", StringComparison.Ordinal),
            s_ready, "both lines carry traffic");
        router._prepared = await router.PartsAsync();
        router._runtime = await router.RuntimeAsync();
        return router;
    }

    public async ValueTask DisposeAsync()
    {
        SessionRegistry.Remove(Session);
        Engine.Dispose();
        _oracleEngine.Dispose();
        await Lab.DisposeAsync();
    }

    /// <summary>Takes the configuration back to where every sequence begins.</summary>
    internal async Task PrepareAsync()
    {
        if (Session.State != SessionState.Opened)
        {
            Open();
        }

        Session.Transaction = null;
        var draft = new RouterDraft(await RouterReader.ReadRouterAsync(Session, StatePart.Interfaces, Cancelled));
        foreach (string name in draft.Before.Packages)
        {
            draft.Replace(MultiDial.Uci.UciPackage.Parse(name, _prepared["config/" + name]));
        }

        await RouterApplier.ApplyAsync(draft, StatePart.Config, Cancelled);
        await Poll.UntilAsync(async () => await RuntimeAsync() == _runtime, s_ready, $"the router works as at first. It had:\n{_runtime}\nIt has:\n{await RuntimeAsync()}");
    }

    /// <summary>The files as the change would make them.</summary>
    internal async Task<string> ForeseeAsync(string script)
    {
        _oracle.Parts.Clear();
        foreach ((string part, string text) in await PartsAsync())
        {
            _oracle.Parts[part] = text;
        }

        _oracle.Session.Transaction = null;
        _oracleEngine.Clear();
        _oracleEngine.Run(script);
        return string.Concat(new[] { "network", "firewall", "mwan3" }.Select(name => $"== {name}\n{_oracle.Parts["config/" + name]}"));
    }

    internal Collection<PSObject> Run(string script)
    {
        Engine.Clear();
        return Engine.Run(script);
    }

    internal Task<string> FilesAsync() => TruthAsync(Files);

    internal Task<string> RuntimeAsync() => TruthAsync(Runtime);

    internal Task UntilSettledAsync(TimeSpan deadline) =>
        Poll.UntilAsync(async () => (await TruthAsync(Traces)).Length == 0, deadline, "no change is under way");

    /// <summary>One call of a command on the router does something else instead.</summary>
    internal Task<string> ReplaceAsync(string command, int call, string instead) => TruthAsync($"""
        real=$(command -v {command})
        touch /usr/sbin/{command}.fault
        cat >/usr/sbin/{command}.new <<-END
        #!/bin/sh
        echo >>/usr/sbin/{command}.count
        if [ "\$(wc -l </usr/sbin/{command}.count)" = {call} ]; then {instead}; fi
        exec $real "\$@"
        END
        chmod +x /usr/sbin/{command}.new
        [ "$real" = /usr/sbin/{command} ] || mv /usr/sbin/{command}.new /usr/sbin/{command}
        """);

    internal async Task<string> TruthAsync(string command) => (await Lab.Router.RunAsync(command, Cancelled)).Output;

    private void Open()
    {
        Engine.Run($"Get-OpenWrtSession {_name} -ErrorAction Ignore | Remove-OpenWrtSession");
        Session = (OpenWrtSession)Run(
            $"New-OpenWrtSession {Lab.SshHost} -Port {Lab.SshPort} -KeyFilePath '{Lab.KeyFile}' -HostKeyFingerprint {Lab.HostKeyFingerprints[0]} "
            + $"-ConnectTimeout 2 -OperationTimeout 20 -RollbackTimeout 3 -Name {_name}").Single().BaseObject;
    }

    private async Task<Dictionary<string, string>> PartsAsync()
    {
        string marker = RouterReader.NewMarker();
        RouterScript script = RouterReader.Begin(marker)
            .CallRead(StatePart.Interfaces | StatePart.Devices | StatePart.Mwan3 | StatePart.System | StatePart.Packages);
        return RouterReader.Split(Session, marker, await Session.RunAsync(script, TimeSpan.Zero, Cancelled), "Reading");
    }
}
