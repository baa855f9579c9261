using System.Globalization;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Scripts;

/// <summary>When the watch dials: its script in a shell of this computer, with a clock that runs as fast as it can and a provider of words.</summary>
public sealed class WatchScriptTests
{
    private const int Interval = 60;
    private const int Look = 20;
    private const int MostWait = 900;

    // ONLINE says which of the lines a, b, c are online, from a second on; the last one that fits counts. Dialling changes nothing.
    private const string Provider = """
        watch_say() { echo "$WATCH_NOW $*"; }
        watch_clock() { WATCH_NOW=$CLOCK; }
        watch_open() { :; }
        watch_leave() { :; }
        watch_sleep() { CLOCK=$((CLOCK + 20)) WATCH_NOW=$CLOCK; [ "$CLOCK" -le "$END" ] || exit 0; }
        barrier_is_busy() { [ "$CLOCK" -lt "$BUSY" ]; }
        own_folder() { :; }
        netifd_which() { case $1 in autostart*) echo "$STARTED" ;; *) echo "$PENDING" ;; esac; }
        dial_look_at() {
        	for word in $ONLINE; do [ "${word%%:*}" -gt "$CLOCK" ] || state=${word#*:}; done
        	DIAL_ONLINE= DIAL_SILENT=$SILENT DIAL_COUNT=0
        	for name in $5; do case $state in *"$name"*) DIAL_ONLINE="$DIAL_ONLINE $name" DIAL_COUNT=$((DIAL_COUNT + 1)) ;; esac; done
        }
        dial_begin() { STAGGER=$2; }
        dial_tries() { echo "$WATCH_NOW dial $STAGGER $1 $2:$4"; dial_look_at 0 0 0 0 "$4"; }
        WATCH_NOW=0 CLOCK=0 BUSY=0 PENDING= SILENT= STARTED='a b c'
        """;

    [Fact]
    public async Task It_waits_twice_as_long_after_each_vain_try_up_to_a_bound()
    {
        int[] tries = Tries(await RunAsync("END=6000 ONLINE='0:abc 100:ab'"));
        Assert.Equal(100, tries[0]);
        Assert.Equal([60, 120, 240, 480, MostWait, MostWait, MostWait, MostWait], tries.Zip(tries[1..], (one, next) => next - one).Take(8));
    }

    [Fact]
    public async Task Success_begins_anew_and_is_told_once()
    {
        string[] log = await RunAsync("END=2600 ONLINE='0:abc 100:ab 1000:abc 2000:ac'");
        Assert.Equal([100, 160, 280, 520, 2000, 2060, 2180, 2420], Tries(log));
        Assert.Equal(["0 watching a b c: 3 of 3 are to be online", "100 c is lost: 2 online, 3 wanted", "100 dialling c again", "100 dial 1 3 1: a b c", "100 2 online after dialling, 3 wanted; the next try is in 60 s"], log[..5]);
        Assert.Equal(["1000 c is back: 3 online, 3 wanted", "1000 enough lines are online again: 3, 3 wanted", "2000 b is lost: 2 online, 3 wanted"], log.Where(line => line.StartsWith("1000", StringComparison.Ordinal) || line.Contains("b is lost", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_is_said_while_nothing_happens() => Assert.Single(await RunAsync("END=5000 ONLINE=0:abc"));

    [Fact]
    public async Task A_line_that_is_lost_ends_the_wait()
    {
        int[] tries = Tries(await RunAsync("END=780 ONLINE='0:abc 100:ab 700:a'"));
        Assert.Equal([100, 160, 280, 520, 700], tries);
    }

    [Fact]
    public async Task A_line_that_comes_and_goes_is_not_dialled_more_often_than_each_interval()
    {
        string flapping = string.Join(' ', Enumerable.Range(5, 60).Select(time => $"{time * Look}:{(time % 2 == 0 ? "ab" : "a")}"));
        int[] tries = Tries(await RunAsync($"END=1200 ONLINE='0:abc {flapping}'"));
        Assert.All(tries.Zip(tries[1..], (one, next) => next - one), gap => Assert.True(gap >= Interval, string.Join(' ', tries)));
    }

    [Fact]
    public async Task Enough_is_enough() => Assert.DoesNotContain(await RunAsync("END=2000 ONLINE='0:abc 100:ab' ", minimum: 2), line => line.Contains("dial", StringComparison.Ordinal));

    [Fact]
    public async Task A_stopped_line_is_not_missed()
    {
        string[] log = await RunAsync("END=2000 STARTED='a b' ONLINE='0:ab 1000:a'");
        Assert.Equal("20 c was stopped and is left alone", log[1]);
        Assert.Equal("1000 dial 1 2 1: a b", log.First(line => line.Contains(" dial ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Simultaneous_lines_are_dialled_once_alone_and_once_all_together() =>
        Assert.Contains("100 dial 0 3 2: a b c", await RunAsync("END=200 ONLINE='0:abc 100:ab'", simultaneous: true));

    [Fact]
    public async Task Somebody_else_who_dials_is_not_disturbed() =>
        Assert.Equal(500, Tries(await RunAsync("END=600 BUSY=500 ONLINE='0:abc 100:ab'"))[0]);

    [Theory]
    [InlineData("PENDING=c")]
    [InlineData("SILENT=c")]
    public async Task What_netifd_dials_already_or_what_is_only_silent_gets_a_second_look(string state)
    {
        Assert.Equal(120, Tries(await RunAsync($"END=600 {state} ONLINE='0:abc 100:ab'"))[0]);
        Assert.Empty(Tries(await RunAsync($"END=600 {state} ONLINE='0:abc 100:ab 120:abc'")));
    }

    private static int[] Tries(string[] log) =>
        [.. log.Where(line => line.Contains(" dial ", StringComparison.Ordinal)).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))];

    private static async Task<string[]> RunAsync(string world, int minimum = 0, bool simultaneous = false)
    {
        string[] scripts = [.. ScriptLibrary.WithNeeds("watch").Select(ScriptLibrary.Text), Provider, world, $"watch_run {Interval} {minimum} {(simultaneous ? 1 : 0)} 1.1.1.1 a b c"];
        string script = string.Join('\n', scripts);
        return (await Tool.RunAsync("busybox", ["sh", "-c", script])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
