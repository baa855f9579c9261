namespace MultiDial.Tests.Scripts;

/// <summary>apply.sh: a step that fails is told with its words, and undone.</summary>
public sealed class ApplyScriptTests : SandboxTests
{
    [Fact]
    public async Task A_step_says_what_it_is_and_no_more_if_it_succeeds()
    {
        Assert.Equal(
            ["progress: 1 echo words", "progress: 2 Doing it", "end:"],
            AllParts(await Router.RunAsync("apply", "apply_note_in /note; apply_run echo words; apply_do 'Doing it' true; read_part end")));
        Assert.Equal("2 Doing it\n", Router.Read("/note"));
    }

    // The signal of a pipe without a reader would end a subshell, which has none of the traps of its shell.
    [Fact]
    public async Task That_nobody_listens_any_more_ends_no_step()
    {
        await Router.RunAsync("apply", "mkfifo /fifo; (read -r _ </fifo) & exec 6>/fifo; echo >&6; wait $!; APPLY_OUT=6; work() ( apply_step 'Doing it'; : >/done ); trap : PIPE; work");
        Assert.True(Router.Has("/done"));
    }

    [Fact]
    public async Task A_step_that_fails_ends_the_script_with_its_name_and_its_last_words()
    {
        string output = await Router.RunAsync("apply", "apply_run sh -c 'seq 1 30; echo no such thing >&2; exit 3'; read_part end");
        Assert.StartsWith("failed: command sh -c seq 1 30;", Parts(output)[0], StringComparison.Ordinal);
        Assert.EndsWith("29\n30\nno such thing\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n21\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_is_undone_before_the_failure_is_told() => Assert.Equal(
        ["undone:", "failed: command Doing it"],
        Parts(await Router.RunAsync("apply", "undo() { read_part undone; }; apply_undo_by undo; apply_do 'Doing it' false; read_part end")));

    [Fact]
    public async Task While_something_is_undone_a_failure_is_logged_and_the_next_step_follows()
    {
        Assert.Equal(["end:"], Parts(await Router.RunAsync("apply", "apply_go_on; apply_run false; read_part end")));
        Assert.Equal(["logger -t multidial Rolling back, but this failed: command false"], Router.Calls);
    }
}
