using System.Globalization;
using MultiDial.OpenSsh;
using MultiDial.Remote;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.OpenSsh;

/// <summary>What ssh_config files say is what <c>ssh -G</c> says that they say.</summary>
public sealed class AgreementTests : IAsyncLifetime
{
    private const int Generated = 150;

    private static readonly string[] s_options = ["hostname", "user", "port", "identityfile", "identitiesonly", "proxyjump", "userknownhostsfile", "stricthostkeychecking"];

    private readonly TempFolder _folder = new();

    /// <summary>Configurations, each with what is asked about; FOLDER stands for a folder with the files that are included.</summary>
    public static TheoryData<string, string> Configurations => new()
    {
        { "", "router" },
        { "# nothing\n\n   \t\n", "root@router" },
        { "Host router\n  HostName 192.168.1.1\n  User admin\n  Port 2222\n", "router" },
        { "Host router\n  HostName 192.168.1.1\n  User admin\n  Port 2222\n", "other@router" },
        { "Host router\n  HostName 192.168.1.1\n  User admin\n  Port 2222\n", "ssh://me@router:99" },
        { "Host router\n  HostName 192.168.1.1\n", "Router" },
        { "host ROUTER\n  hostname 192.168.1.1\n", "router" },
        { "HOST router\n\tHOSTNAME=192.168.1.1\n\tUser = admin\n\tPort =2222\n", "router" },
        { "Host=router\nPort=2222\n", "router" },
        { "\"Host\" router\nPort 2222\n", "router" },
        { "Host \"router\" other\n  User \"two words\"\n", "router" },
        { "Host other\n  User a\nHost router\n  User b\nHost *\n  User c\n", "router" },
        { "Host *\n  User c\nHost router\n  User b\n  Port 2222\n", "router" },
        { "User first\nHost router\n  User second\n", "router" },
        { "Host rou*\n  Port 2222\n", "router" },
        { "Host r?uter\n  Port 2222\n", "router" },
        { "Host r?uter\n  Port 2222\n", "roouter" },
        { "Host *.lan !bad.lan\n  Port 2222\n", "good.lan" },
        { "Host *.lan !bad.lan\n  Port 2222\n", "bad.lan" },
        { "Host !bad.lan *.lan\n  Port 2222\n", "bad.lan" },
        { "Host !bad.lan\n  Port 2222\n", "good.lan" },
        { "Host a,router\n  Port 2222\n", "router" },
        { "Host 192.168.*.1\n  Port 2222\n", "192.168.7.1" },
        { "Host *\n  HostName %h.example.net\n", "router" },
        { "Host *\n  HostName 100%%.example.net\n", "router" },
        { "Host router\n  IdentityFile ~/.ssh/a\n  IdentityFile \"/tmp/b c\"\n  IdentityFile %d/%h_%r_%p\nHost *\n  IdentityFile ~/.ssh/last\n", "router" },
        { "IdentityFile none\nIdentitiesOnly yes\n", "router" },
        { "IdentitiesOnly no\nIdentitiesOnly yes\n", "router" },
        { "UserKnownHostsFile ~/.ssh/one /tmp/two\nUserKnownHostsFile /tmp/three\n", "router" },
        { "UserKnownHostsFile /tmp/%h_%p_%r_%n_%%\nHostName 10.0.0.1\nPort 7\nUser me\n", "router" },
        { "UserKnownHostsFile /dev/null\nStrictHostKeyChecking no\n", "router" },
        { "UserKnownHostsFile \"/tmp/with space\" '/tmp/single' /tmp/back\\ slash # and a comment\n", "router" },
        { "StrictHostKeyChecking yes\n", "router" },
        { "StrictHostKeyChecking ask\nStrictHostKeyChecking yes\n", "router" },
        { "StrictHostKeyChecking accept-new\n", "router" },
        { "StrictHostKeyChecking off\n", "router" },
        { "Host router\n  ProxyJump bastion\n", "router" },
        { "Host router\n  ProxyJump me@bastion:2222\n", "router" },
        { "Host router\n  ProxyJump a,b@c,d:4\n", "router" },
        { "Host router\n  ProxyJump ssh://me@bastion:2222\n", "router" },
        { "ProxyJump none\nHost *\n  ProxyJump bastion\n", "router" },
        { "Host bastion\n  ProxyJump none\nHost *\n  ProxyJump bastion\n", "bastion" },
        { "ProxyCommand nc %h %p\nProxyJump bastion\n", "router" },
        { "Host router\n  ProxyCommand none\n  ProxyJump bastion\n", "router" },
        { "Match host router\n  Port 2222\n", "router" },
        { "Match host *.lan,!bad.lan\n  Port 2222\n", "bad.lan" },
        { "Match host=*.lan\n  Port 2222\n", "good.lan" },
        { "Match !host *.lan\n  Port 2222\n", "good.lan" },
        { "HostName 10.0.0.1\nMatch host 10.0.0.*\n  Port 2222\n", "router" },
        { "HostName 10.0.0.1\nMatch originalhost router\n  Port 2222\n", "router" },
        { "HostName 10.0.0.1\nMatch host router\n  Port 2222\n", "router" },
        { "Match user admin\n  Port 2222\n", "admin@router" },
        { "User admin\nMatch user admin host router\n  Port 2222\n", "router" },
        { "Match user admin\n  Port 2222\n", "router" },
        { "Match originalhost router user nobody\n  Port 1\nMatch all\n  Port 2222\n", "router" },
        { "Match localuser nobody\n  Port 2222\n", "router" },
        { "Match final host 10.0.0.1\n  Port 2222\nHost router\n  HostName 10.0.0.1\n", "router" },
        { "Host router\n  Port 1\nMatch final all\n  Port 2\n  User late\n", "router" },
        { "Include FOLDER/*.conf\nPort 4\n", "router" },
        { "Host other\n  Include FOLDER/*.conf\nHost router\n  Port 4\n", "router" },
        { "Host router\n  Include FOLDER/1.conf FOLDER/2.conf\n  User late\n", "router" },
        { "Include FOLDER/nothing.conf\nInclude FOLDER/none*\nPort 4\n", "router" },
        { "Include FOLDER/host.conf\n  Port 4\nHost *\n  Port 5\n", "router" },
        { "\r\nHost router\r\n  Port 2222\r\n", "router" },
        { "  Host router  \n\t Port  2222 \t\n", "router" },
        { "Host router # the one\n  Port 2222 # its port\n", "router" },
        { "Port 2222\n", "fe80::1%eth0" },
        { "Host 2001:db8::*\n  Port 2222\n", "2001:db8::1" },
    };

    public async ValueTask InitializeAsync()
    {
        await Testing.DebianPackages.RequireAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["1.conf"], "User one\n");
        await File.WriteAllTextAsync(_folder["2.conf"], "User two\nHost router\n  Port 3\n");
        await File.WriteAllTextAsync(_folder["host.conf"], "Host nobody\n  User three\n");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task A_configuration_is_read_as_ssh_reads_it(string text, string address) => await AgreeAsync(text, address);

    [Fact]
    public async Task Configurations_of_any_kind_are_read_as_ssh_reads_them()
    {
        var random = new Random(2026);
        for (int i = 0; i < Generated; i++)
        {
            await AgreeAsync(Generate(random), One(random, ["router", "a.lan", "b.lan", "me@router", "ssh://a.lan:7"]));
        }
    }

    private static string Generate(Random random)
    {
        // A jump host that is to be reached over itself is an error of its own.
        string text = "Host bastion a b\n  ProxyJump none\nHost *\n";
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            text += One(random,
            [
                $"Host {One(random, ["router", "*.lan", "!b.lan *", "?.lan router", "nobody"])}",
                $"Match {One(random, ["all", "host *.lan", "originalhost router user me", "!user me", "final all", "host 10.0.0.?", "user root,adm*"])}",
                $"HostName {One(random, ["10.0.0.1", "%h.example.net", "\"10.0.0.2\""])}",
                $"{One(random, ["User", "user=", "USER \t="])} {One(random, ["root", "admin", "\"my self\""])}",
                $"Port{One(random, [" ", "=", " = "])}{random.Next(1, 65536)}",
                $"IdentityFile {One(random, ["~/.ssh/a", "/tmp/%h", "\"/tmp/x y\""])}",
                $"IdentitiesOnly {One(random, ["yes", "no"])}",
                $"ProxyJump {One(random, ["none", "bastion", "me@bastion:9", "a,b"])}",
                $"ProxyCommand {One(random, ["none", "nc %h %p"])}",
                $"UserKnownHostsFile {One(random, ["/tmp/known", "/tmp/k_%h /tmp/l", "~/k # none"])}",
                $"StrictHostKeyChecking {One(random, ["yes", "no", "ask", "accept-new"])}",
                $"Include FOLDER/{One(random, ["1.conf", "*.conf", "missing"])}",
            ]) + "\n";
        }

        return text;
    }

    private static string One(Random random, string[] choices) => choices[random.Next(choices.Length)];

    private async Task AgreeAsync(string text, string address)
    {
        string file = _folder["config"];
        await File.WriteAllTextAsync(file, text.Replace("FOLDER", _folder.Path, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        string said = await Tool.RunAsync("ssh", "-T", "-F", file, "-G", address);
        Dictionary<string, string> theirs = said.Replace(await UserHomeAsync(), HomeFolder.Path, StringComparison.Ordinal).Split('\n')
            .Select(line => line.Split(' ', 2)).Where(pair => s_options.Contains(pair[0]))
            .GroupBy(pair => pair[0], pair => pair[1]).ToDictionary(option => option.Key, option => string.Join('\n', option));
        if (theirs["stricthostkeychecking"] == "false")
        {
            // A changed key is refused here all the same.
            theirs["stricthostkeychecking"] = "accept-new";
        }

        Dictionary<string, string> ours = Ours(file, address, theirs["identityfile"]);
        Assert.True(theirs.Count == ours.Count && !theirs.Except(ours).Any(), $"""
            {text}
            {address}
            MultiDial: {string.Join("; ", ours.Except(theirs))}
            ssh:       {string.Join("; ", theirs.Except(ours))}
            """);
    }

    // For ssh the home folder is that of the list of users, whatever HOME says.
    private static async Task<string> UserHomeAsync() => (await Tool.RunAsync("getent", "passwd", Environment.UserName)).Split(':')[5];

    private static Dictionary<string, string> Ours(string file, string address, string usualKeys)
    {
        var configuration = new ClientConfiguration(file, _ => { });
        RouterAddress parsed = RouterAddress.Parse(address);
        HostOptions options = configuration.Read(parsed, null, null, Environment.UserName).Options;
        ConnectionRequest request = configuration.Find(parsed, null, null);
        var ours = new Dictionary<string, string>
        {
            ["hostname"] = request.Address,
            ["user"] = options.User ?? Environment.UserName,
            ["port"] = request.Port.ToString(CultureInfo.InvariantCulture),
            ["identityfile"] = options.IdentityFiles.Count == 0 ? usualKeys : string.Join('\n', options.IdentityFiles),
            ["identitiesonly"] = options.IdentitiesOnly is true ? "yes" : "no",
            ["userknownhostsfile"] = string.Join(' ', request.KnownHostsFiles ?? [HomeFolder.Ssh("known_hosts"), HomeFolder.Ssh("known_hosts2")]),
            ["stricthostkeychecking"] = options.HostKeyPolicy switch
            {
                HostKeyPolicy.Strict => "true",
                HostKeyPolicy.AcceptNew => "accept-new",
                _ => "ask",
            },
        };
        if (options.ProxyJump is { } jumps)
        {
            ours.Add("proxyjump", jumps.Replace("ssh://", "", StringComparison.Ordinal));
        }

        return ours;
    }
}
