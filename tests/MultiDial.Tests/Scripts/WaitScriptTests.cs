namespace MultiDial.Tests.Scripts;

/// <summary>wait.sh: what is tried again until it succeeds.</summary>
public sealed class WaitScriptTests : SandboxTests
{
    [Fact]
    public async Task Each_try_counts_a_second() =>
        Assert.Equal("......1\n", await Router.RunAsync("wait", "try() { printf .; false; }; wait_for 5 try; echo $?"));

    [Fact]
    public async Task What_succeeds_is_not_tried_again() =>
        Assert.Equal("...0\n", await Router.RunAsync("wait", "n=0; try() { printf .; n=$((n + 1)); [ $n -eq 3 ]; }; wait_for 5 try; echo $?"));

    [Fact]
    public async Task A_try_that_takes_longer_counts_what_it_takes() =>
        Assert.Matches("^\\.{2,3}1\n$", await Router.RunAsync("wait", "try() { printf .; usleep 2200000; false; }; wait_for 4 try; echo $?"));
}
