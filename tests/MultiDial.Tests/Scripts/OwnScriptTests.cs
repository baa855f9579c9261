namespace MultiDial.Tests.Scripts;

/// <summary>own.sh: folders that somebody else has made first, and processes whose numbers come again.</summary>
public sealed class OwnScriptTests : SandboxTests
{
    private const string Folder = "/var/run/multidial";
    private const string Refusal = Folder + "/dial cannot be made, or somebody else has made what is there.\n";

    // In the way that field 22 is usually found, which forks.
    private const string Expected = "expected() { tail -n 1 /proc/$1/stat | sed 's/.*) //' | cut -d ' ' -f 20; }\n";

    // The last process that was made in this namespace.
    private const string Last = "last() { read -r _ _ _ _ LAST </proc/loadavg; }\n";

    public static TheoryData<string, string> Planted => new MatrixTheoryData<string, string>(
        [Folder, Folder + "/dial"],
        ["ln -s /victim", "ln -s /nowhere", ": >", "mkfifo", "foreign() { mkdir $1; chown 65534 $1; }; foreign"]);

    [Fact]
    public async Task A_folder_is_for_nobody_else_and_may_be_there_already() => Assert.Equal(
        "made\nmade\nmade\n700 0\n700 0\n",
        await Router.RunAsync("own", $"umask 0; for name in dial dial watch; do own_folder $name && echo made; done; stat -c '%a %u' {Folder} {Folder}/dial"));

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task What_somebody_else_has_put_in_its_place_is_refused(string path, string plant)
    {
        Router.Write("/victim/file", "untouched");
        string made = path == Folder ? "" : $"mkdir -m 700 {Folder}; ";
        Assert.Equal(
            $"{Refusal}refused\n755\nfile\n",
            await Router.RunAsync("own", $"{made}{plant} {path}; own_folder dial 2>&1 || echo refused; stat -c %a /victim; ls /victim"));
        Assert.False(Router.Has("/nowhere"));
    }

    [Fact]
    public async Task Nothing_is_made_where_somebody_else_could_have_made_it() =>
        Assert.Equal($"{Refusal}refused\n", await Router.RunAsync("own", $"chown 65534 /var/run; own_folder dial 2>&1 || echo refused; ls /var/run"));

    [Theory]
    [InlineData("plain")]
    [InlineData("a name")]
    [InlineData(") Z 1 (2) R")]
    [InlineData("7 (a\n) S 1\n2")]
    [InlineData("* ? ) ")]
    public async Task The_start_of_a_process_is_found_behind_any_name(string name)
    {
        Router.Write("/" + name, "#!/bin/sh\nread -r _\n");
        Assert.Equal("same\n", await Router.RunAsync("own", $$"""
            {{Expected}}
            mkfifo /pipe; exec 3<>/pipe
            '/{{name}}' <&3 &
            for i in $(seq 500); do [ /proc/$!/exe -ef /bin/busybox ] && grep -q 'S (sleeping)' /proc/$!/status && break; sleep 1; done
            own_start $! && [ "$OWN_START" = "$(expected $!)" ] && echo same
            """));
    }

    [Fact]
    public async Task A_subshell_is_a_process_of_its_own() => Assert.Equal("other\nlives\ndead\n", await Router.RunAsync("own", """
        own_id; shell=$OWN_ID
        ( own_id; [ "$OWN_ID" != "$shell" ] && echo other; own_lives "$shell" && own_lives "$OWN_ID" && echo lives; echo "$OWN_ID" >/id )
        own_lives "$(cat /id)" || echo dead
        """));

    [Theory]
    [InlineData("$$:1")]
    [InlineData("$$")]
    [InlineData("$$:")]
    [InlineData(":")]
    [InlineData("")]
    [InlineData("self:$OWN_START")]
    [InlineData("99999:$OWN_START")]
    [InlineData("$OWN_ID ")]
    public async Task A_number_that_has_come_again_or_is_none_is_nobody(string id) =>
        Assert.Equal("dead\n", await Router.RunAsync("own", $"own_id; own_lives \"{id}\" || echo dead"));

    [Fact]
    public async Task A_process_of_which_only_the_exit_status_is_left_is_dead() => Assert.Equal("lives\nZ\ndead\n", await Router.RunAsync("own", """
        mkfifo /pipe; exec 3<>/pipe
        sh -c 'sh -c "read -r pid _ </proc/self/stat; echo \$pid >/pid; read -r _" <&3 & exec usleep 30000000' &
        until [ -s /pid ]; do sleep 1; done
        read -r pid </pid; own_start "$pid"; id=$pid:$OWN_START
        own_lives "$id" && echo lives
        echo >&3
        for i in $(seq 500); do grep -q '^State:.Z' "/proc/$pid/status" && break; sleep 1; done
        sed -n 's/^State:.\(.\).*/\1/p' "/proc/$pid/status"
        own_lives "$id" || echo dead
        """));

    [Fact]
    public async Task Nothing_is_forked_for_it() => Assert.Equal("lives\n0\n", await Router.RunAsync("own", Last + """
        own_folder dial
        last; before=$LAST
        own_id; own_lives "$OWN_ID" && own_folder dial && echo lives
        own_lives 1:1
        last; echo $((LAST - before))
        """));
}
