using MultiDial.Tests.Transport;

namespace MultiDial.Tests;

/// <summary>What the lab's stand-ins for a router's programs have in common.</summary>
public sealed class StandInTests
{
    // netifd ends a DHCP client in the moment in which it has started it where a cable has a loose contact.
    [Fact]
    public async Task A_program_that_is_ended_as_soon_as_it_is_started_ends()
    {
        const string Program = """
            use Loop;
            $SIG{TERM} = sub { Loop::after(0, sub {}) };
            my ($started, $ended, @pid) = (0, 0);
            while ($started++ < 100) {
                push @pid, Loop::spawn(['sleep', '60'], exit => sub { do { print "all ended\n"; exit } if ++$ended == 100 });
                kill 'TERM', $pid[-1];
            }
            Loop::after(20, sub { print "$ended of 100\n"; kill 'KILL', @pid; exit });
            Loop::run();
            """;
        Assert.Equal("all ended\n", await Tool.RunAsync("perl", "-I" + Path.Combine(AppContext.BaseDirectory, "router/usr/lib/standin"), "-e", Program));
    }
}
