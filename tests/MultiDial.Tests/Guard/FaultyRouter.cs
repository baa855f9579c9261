using System.Collections.ObjectModel;
using System.Management.Automation;
using MultiDial.Commands;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Testing;

namespace MultiDial.Tests.Guard;

/// <summary>A lab router with two balanced lines, and a router of texts that foretells what a change makes of it.</summary>
internal sealed class FaultyRouter : IAsyncDisposable
{
    private const string Files = "for name in network firewall mwan3; do echo \"== $name\"; cat /etc/config/$name; done";

    // What mwan3 and netifd made of the configuration in the kernel. mwan3 has its lines in the order in which they came up.
    private const string Runtime = """
        iptables -t mangle -S | grep mwan3 | grep -v -e '-A mwan3_ifaces_in'
        iptables -t mangle -S | grep -e '-A mwan3_ifaces_in' | sort
        ip rule show | grep -v -e '^0:' -e '^3276'
        ipset list -n | grep mwan3 | sort
        for link in /sys/class/net/*; do echo "${link##*/}"; done
        """;

    private static readonly string[] s_packages = ["network", "firewall", "mwan3"];
    private static readonly TimeSpan s_ready = TimeSpan.FromSeconds(60);

    // A change on a busy machine may take some seconds and is not to be taken back for that.
    private static readonly TimeSpan s_patient = TimeSpan.FromMinutes(2);

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

    private OpenWrtSession? Session { get; set; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    internal static async Task<FaultyRouter> StartAsync(string name)
    {
        var router = new FaultyRouter(await Testing.Lab.StartAsync(cancellationToken: Cancelled), name);
        await router.OpenAsync(s_patient);
        router.Run("Install-OpenWrtPackage kmod-macvlan, mwan3");
        await router.TruthAsync(RouterScripts.Prepare("eth0.2"));
        await router.TruthAsync("/etc/init.d/network reload; /etc/init.d/firewall reload; /etc/init.d/mwan3 restart");
        await Poll.UntilAsync(
            async () => (await router.TruthAsync("mwan3 policies")).Contains("wan2 (50%)", StringComparison.Ordinal),
            s_ready, "both lines carry traffic");
        router._prepared = await router.PartsAsync();
        router._runtime = await router.RuntimeAsync();
        return router;
    }

    public async ValueTask DisposeAsync()
    {
        if (Session is not null)
        {
            SessionRegistry.Remove(Session);
        }

        Engine.Dispose();
        _oracleEngine.Dispose();
        await Lab.DisposeAsync();
    }

    /// <summary>Takes the configuration back to where every sequence begins.</summary>
    internal async Task PrepareAsync()
    {
        await OpenAsync(s_patient);
        var draft = new RouterDraft(await RouterReader.ReadRouterAsync(Session!, Features.PartsOfAdvice, Cancelled));
        foreach (string name in draft.Before.Packages)
        {
            draft.Replace(MultiDial.Uci.UciPackage.Parse(name, _prepared["config/" + name]));
        }

        await Features.Applier.ApplyAsync(draft, [], Cancelled);
        string now = "";
        await Poll.UntilAsync(async () => (now = await RuntimeAsync()) == _runtime, s_ready, () => $"the router works as at first. It had:\n{_runtime}\nIt has:\n{now}");
    }

    /// <summary>From now on the router waits as long for a change to be confirmed; the session is a new one.</summary>
    internal async Task OpenAsync(TimeSpan rollback)
    {
        if (Session is not null)
        {
            SessionRegistry.Remove(Session);
        }

        Session = null;
        await Poll.UntilAsync(
            () => (Session = Run(Lab.Login(_name, $"-ConnectTimeout 5 -OperationTimeout 20 -RollbackTimeout {rollback.TotalSeconds}")).FirstOrDefault()?.BaseObject as OpenWrtSession) is not null,
            s_ready,
            () => $"a session opens: {string.Join("; ", Engine.Errors)}");
    }

    /// <summary>The files as the change would make them.</summary>
    internal async Task<string> ForeseeAsync(string script)
    {
        _oracle.Parts.Clear();
        foreach ((string part, string text) in await PartsAsync())
        {
            _oracle.Parts[part] = text;
        }

        RouterTransaction.End(_oracle.Session);
        _oracleEngine.Clear();
        _oracleEngine.Run(script);
        return string.Concat(s_packages.Select(name => $"== {name}\n{_oracle.Parts["config/" + name]}"));
    }

    internal Collection<PSObject> Run(string script)
    {
        Engine.Clear();
        return Engine.Run(script);
    }

    internal Task<string> FilesAsync() => TruthAsync(Files);

    internal Task<string> RuntimeAsync() => TruthAsync(Runtime);

    internal Task UntilUpAsync() => Poll.UntilAsync(
        async () => (await TruthAsync("pidof dropbear && ubus call network.interface.lan status")).Contains("\"up\": true", StringComparison.Ordinal),
        s_ready, "the router has booted");

    internal async Task UntilSettledAsync(TimeSpan deadline)
    {
        string left = "";
        await Poll.UntilAsync(async () => (left = await TruthAsync(ChangeOnRouter.Traces)).Length == 0, deadline, () => $"no change is under way; there is\n{left}");
    }

    /// <summary>One call of a command on the router does something else instead. A program may go by the name that it was called by, so it keeps it.</summary>
    internal Task<string> ReplaceAsync(string command, int call, string instead) => TruthAsync($"""
        mkdir -p /usr/real
        ln -sf "$(readlink -f "$(command -v {command})")" /usr/real/{command}
        [ ! -e /usr/sbin/{command} ] || mv /usr/sbin/{command} /usr/sbin/{command}.kept
        cat >/usr/real/new <<-END
        #!/bin/sh
        echo >>/usr/real/{command}.count
        if [ "\$(wc -l </usr/real/{command}.count)" = {call} ]; then {instead}; fi
        exec /usr/real/{command} "\$@"
        END
        chmod +x /usr/real/new
        mv /usr/real/new /usr/sbin/{command}
        """);

    /// <summary>Takes <see cref="ReplaceAsync"/> back.</summary>
    internal Task<string> MendAsync(string command) => TruthAsync($"""
        rm -f /usr/sbin/{command} /usr/real/{command}.count
        [ ! -e /usr/sbin/{command}.kept ] || mv /usr/sbin/{command}.kept /usr/sbin/{command}
        """);

    internal async Task<string> TruthAsync(string command) => (await Lab.Router.RunAsync(command, Cancelled)).Output;

    private async Task<Dictionary<string, string>> PartsAsync()
    {
        string marker = RouterReader.NewMarker();
        RemoteResult result = await Session!.RunAsync(RouterReader.Begin(marker).CallRead(Parts.All), TimeSpan.Zero, Cancelled);
        return new Dictionary<string, string>(RouterAnswer.ReadWhole(Session, marker, result, "Reading").Pieces);
    }
}
