using MultiDial.Errors;
using MultiDial.Mwan3;
using static MultiDial.Tests.Mwan3.Mwan3Texts;
using static MultiDial.Tests.Patches;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3InterfacesTests
{
    [Fact]
    public void Every_option_is_written_in_the_words_of_mwan3() => Assert.Equal(
        [
            "mwan3.wan='interface'",
            "mwan3.wan.managed_by='multidial'",
            "mwan3.wan.enabled='1'",
            "mwan3.wan.family='ipv4'",
            "mwan3.wan.initial_state='offline'",
            "mwan3.wan.track_ip+='1.1.1.1'",
            "mwan3.wan.track_ip+='dns.example'",
            "mwan3.wan.track_method='nping-tcp'",
            "mwan3.wan.reliability='2'",
            "mwan3.wan.count='2'",
            "mwan3.wan.size='100'",
            "mwan3.wan.max_ttl='30'",
            "mwan3.wan.timeout='2'",
            "mwan3.wan.interval='5'",
            "mwan3.wan.failure_interval='6'",
            "mwan3.wan.recovery_interval='7'",
            "mwan3.wan.keep_failure_interval='1'",
            "mwan3.wan.down='3'",
            "mwan3.wan.up='4'",
            "mwan3.wan.check_quality='1'",
            "mwan3.wan.failure_latency='800'",
            "mwan3.wan.failure_loss='30'",
            "mwan3.wan.recovery_latency='300'",
            "mwan3.wan.recovery_loss='5'",
            "mwan3.wan.httping_ssl='1'",
            "mwan3.wan.flush_conntrack+='ifup'",
        ],
        Draft(States.EmptyMwan3, draft => Mwan3Interfaces.Add(draft, "wan", Patch<Mwan3Interface>(
            ("Enabled", true), ("Family", Mwan3Family.IPv4), ("InitialState", Mwan3InitialState.Offline), ("TrackIp", List("1.1.1.1", "dns.example")),
            ("TrackMethod", Mwan3TrackMethod.NpingTcp), ("Reliability", 2), ("Count", 2), ("Size", 100), ("MaxTtl", 30),
            ("Timeout", Seconds(2)), ("Interval", Seconds(5)), ("FailureInterval", Seconds(6)), ("RecoveryInterval", Seconds(7)),
            ("KeepFailureInterval", true), ("Down", 3), ("Up", 4), ("CheckQuality", true), ("FailureLatency", 800), ("FailureLoss", 30),
            ("RecoveryLatency", 300), ("RecoveryLoss", 5), ("HttpingSsl", true), ("FlushConntrack", List("ifup"))))).Lines());

    [Fact]
    public void What_is_not_set_shows_the_defaults_of_mwan3()
    {
        Mwan3Interface line = Mwan3Interfaces.Read(State("config interface 'wan'\n"), "wan")!;
        Assert.Equal((false, Mwan3Family.IPv4, Mwan3InitialState.Online, Mwan3TrackMethod.Ping), (line.Enabled, line.Family, line.InitialState, line.TrackMethod));
        Assert.Equal((1, 1, 56, 60, 5, 5), (line.Reliability, line.Count, line.Size, line.MaxTtl, line.Down, line.Up));
        Assert.Equal((Seconds(4), Seconds(10), null), (line.Timeout, line.Interval, line.FailureInterval));
        Assert.Empty(line.TrackIp);
    }

    [Fact]
    public void The_string_that_mwan3_2_7_had_for_flush_conntrack_is_shown() =>
        Assert.Equal(["never"], Mwan3Interfaces.Read(State("config interface 'wan'\n\toption flush_conntrack 'never'\n"), "wan")!.FlushConntrack);

    [Fact]
    public void The_line_must_be_a_network_interface()
    {
        MultiDialException refused = Refusal(draft => Mwan3Interfaces.Add(draft, "wan9", Patch<Mwan3Interface>()));
        Assert.Equal((ErrorId.NotFound, "wan9"), (refused.Id, refused.Target));
        Assert.StartsWith("New-WanInterface wan9", refused.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wan_4")]
    [InlineData("wan_6")]
    public void So_may_one_that_netifd_makes_itself(string name) =>
        Assert.NotEmpty(Draft(States.EmptyMwan3, draft => Mwan3Interfaces.Add(draft, name, Patch<Mwan3Interface>())).Lines());

    [Theory]
    [InlineData("fourteen_chars", ErrorId.InvalidName)]
    [InlineData("wan-2", ErrorId.InvalidName)]
    [InlineData("globals", ErrorId.InvalidName)]
    [InlineData("wan_m1_w2", ErrorId.AlreadyExists)]
    [InlineData("wan", ErrorId.AlreadyExists)]
    public void A_name_that_cannot_be_is_refused(string name, ErrorId id) =>
        Assert.Equal(id, Assert.Throws<MultiDialException>(() => Draft(TwoLines, draft => Mwan3Interfaces.Add(draft, name, Patch<Mwan3Interface>(("Down", 9))))).Id);

    [Fact]
    public void There_is_room_for_as_many_lines_as_the_mask_has_marks()
    {
        string full = Balanced(4).Replace("0x3F00", "0x0700", StringComparison.Ordinal);
        MultiDialException refused = Assert.Throws<MultiDialException>(() => Draft(full, draft => Mwan3Interfaces.Add(draft, "wan5", Patch<Mwan3Interface>())));
        Assert.Equal(ErrorId.TooManyInterfaces, refused.Id);
        Assert.Contains("4 interfaces", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TrackIp", "1.2.3")]
    [InlineData("TrackIp", "1.2.3.256")]
    [InlineData("TrackIp", "2606:4700::1111")]
    [InlineData("TrackIp", "-c1")]
    [InlineData("TrackIp", "$(reboot)")]
    [InlineData("FlushConntrack", "always")]
    public void A_value_that_mwan3_could_not_use_is_refused(string property, string value) =>
        Assert.Equal(ErrorId.InvalidValue, Refusal(draft => Mwan3Interfaces.Add(draft, "wan", Patch<Mwan3Interface>((property, List(value))))).Id);

    [Fact]
    public void A_line_has_one_family() =>
        Assert.Equal(ErrorId.InvalidValue, Refusal(draft => Mwan3Interfaces.Add(draft, "wan", Patch<Mwan3Interface>(("Family", Mwan3Family.Any)))).Id);

    [Fact]
    public void A_line_of_IPv6_asks_addresses_of_IPv6() => Assert.Equal(
        "mwan3.wan6.track_ip+='2606:4700::1111'",
        Draft(States.EmptyMwan3, draft => Mwan3Interfaces.Add(draft, "wan6", Patch<Mwan3Interface>(("Family", Mwan3Family.IPv6), ("TrackIp", List("2606:4700::1111"))))).Lines()[^1]);

    [Fact]
    public void More_answers_than_there_are_addresses_is_warned_of()
    {
        string warning = Assert.Single(Draft(States.EmptyMwan3, draft => Mwan3Interfaces.Add(draft, "wan", Patch<Mwan3Interface>(("TrackIp", List("1.1.1.1")), ("Reliability", 2)))).Warnings);
        Assert.Contains("never count 'wan' as online", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_given_stays_and_null_removes() => Assert.Equal(
        ["mwan3.wan.interval='30'", "-mwan3.wan.timeout"],
        Draft(TwoLines, draft => Mwan3Interfaces.Set(draft, "wan", Patch<Mwan3Interface>(("Interval", Seconds(30)), ("Timeout", null)))).Lines().Order(StringComparer.Ordinal).Reverse());

    [Fact]
    public void A_line_with_members_is_not_removed()
    {
        MultiDialException refused = Assert.Throws<MultiDialException>(() => Draft(TwoLines, draft => Mwan3Interfaces.Remove(draft, "wan2", force: false)));
        Assert.Equal(ErrorId.InUse, refused.Id);
        Assert.Equal("Remove-Mwan3Interface wan2 -Force", refused.RecommendedAction);
    }

    [Fact]
    public void Forced_its_members_go_and_leave_their_policies()
    {
        MultiDial.Router.RouterDraft draft = Draft(TwoLines, draft => Mwan3Interfaces.Remove(draft, "wan2", force: true));
        Assert.Equal(["globals", "wan", "wan_m1_w2", "balance", "wan2_only", "default_route", "ss_route"], draft.Mwan3.Sections.Select(section => section.Id));
        Assert.Equal(["wan_m1_w2"], draft.Mwan3.Find("balance")!.GetList("use_member"));
        Assert.Contains(draft.Warnings, warning => warning.Contains("'wan2_only'", StringComparison.Ordinal) && warning.Contains("loses its last members", StringComparison.Ordinal));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static MultiDialException Refusal(Action<MultiDial.Router.RouterDraft> edit) =>
        Assert.Throws<MultiDialException>(() => Draft(States.EmptyMwan3, edit));
}
