using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

/// <summary>Names, the default and the end of sessions. Each test has hosts of its own: the list is the whole process's.</summary>
public sealed class SessionCommandTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>
{
    private string Parameters => $"-Port {dropbear.Server.Port} -KeyFilePath {dropbear.Server.KeyFile} -HostKeyFingerprint {dropbear.Server.Fingerprint(0)}";

    [Fact]
    public void A_session_is_found_by_name_host_name_and_id()
    {
        using var shell = new SessionShell();
        OpenWrtSession session = shell.Open($"New-OpenWrtSession 127.0.0.2 -Name found {Parameters}");
        Assert.Same(session, SessionRegistry.Find("FOUND"));
        Assert.Same(session, SessionRegistry.Find("127.0.0.2"));
        Assert.Same(session, SessionRegistry.Find($"{session.Id}"));
        foreach (string get in new[] { "found", "fou*", $"-Id {session.Id}", "-Name nobody*, found" })
        {
            Assert.Same(session, Assert.Single(shell.Run($"Get-OpenWrtSession {get}")).BaseObject);
        }

        Assert.Empty(shell.Errors);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("-Id 999999")]
    public void What_is_not_there_is_NoSession(string given)
    {
        using var shell = new SessionShell();
        ErrorRecord error = shell.Fail($"Get-OpenWrtSession {given}");
        Assert.Equal("NoSession,MultiDial.Commands.GetOpenWrtSessionCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.StartsWith("NoSession,", shell.Fail($"Remove-OpenWrtSession {given}").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_fits_nothing_is_no_error()
    {
        using var shell = new SessionShell();
        Assert.Empty(shell.Run("Get-OpenWrtSession nobody*; Remove-OpenWrtSession nobody*"));
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void Names_are_unique()
    {
        using var shell = new SessionShell();
        Assert.Equal("127.0.0.3", shell.Open($"New-OpenWrtSession 127.0.0.3 {Parameters}").Name);
        Assert.Equal("127.0.0.3#2", shell.Open($"New-OpenWrtSession 127.0.0.3 {Parameters}").Name);
        ErrorRecord error = shell.Fail($"New-OpenWrtSession 127.0.0.3 -Name 127.0.0.3#2 {Parameters}");
        Assert.StartsWith("AlreadyExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_session_gives_way_to_a_new_one_of_its_name()
    {
        using var shell = new SessionShell();
        OpenWrtSession old = shell.Open($"New-OpenWrtSession 127.0.0.4 {Parameters} -OperationTimeout 1");
        await dropbear.Server.FreezeAsync(old);
        await Assert.ThrowsAsync<MultiDialException>(() => old.RunAsync(new RouterScript("multidial-test"), TimeSpan.Zero, TestContext.Current.CancellationToken));
        Assert.Equal(OpenWrtSessionState.Broken, old.State);
        OpenWrtSession session = shell.Open($"New-OpenWrtSession 127.0.0.4 {Parameters}");
        Assert.Equal("127.0.0.4", session.Name);
        Assert.Same(session, Assert.Single(shell.Run("Get-OpenWrtSession 127.0.0.4")).BaseObject);
        Assert.Equal(OpenWrtSessionState.Closed, old.State);
    }

    [Fact]
    public void The_newest_session_is_the_default_of_its_runspace_alone()
    {
        using var shell = new SessionShell();
        using var other = new SessionShell();
        OpenWrtSession first = shell.Open($"New-OpenWrtSession 127.0.0.5 {Parameters}");
        OpenWrtSession others = other.Open($"New-OpenWrtSession 127.0.0.6 {Parameters}");
        Assert.Same(first, SessionRegistry.Default(shell.Id));
        OpenWrtSession second = shell.Open($"New-OpenWrtSession 127.0.0.7 {Parameters}");
        Assert.Same(second, SessionRegistry.Default(shell.Id));
        Assert.Same(others, SessionRegistry.Default(other.Id));
        Assert.Same(first, Assert.Single(other.Run("Get-OpenWrtSession 127.0.0.5")).BaseObject);
        other.Run("Remove-OpenWrtSession 127.0.0.7");
        Assert.Same(first, SessionRegistry.Default(shell.Id));
    }

    [Theory]
    [InlineData("Remove-OpenWrtSession remove?")]
    [InlineData("Remove-OpenWrtSession -Name remove1, remove2")]
    [InlineData("Remove-OpenWrtSession $one, $two")]
    [InlineData("$one, $two | Remove-OpenWrtSession")]
    [InlineData("'remove1', 'remove2' | Remove-OpenWrtSession")]
    [InlineData("Get-OpenWrtSession remove* | Remove-OpenWrtSession")]
    [InlineData("Remove-OpenWrtSession -Id $one.Id, $two.Id")]
    public void What_is_removed_is_closed(string remove)
    {
        using var shell = new SessionShell();
        OpenWrtSession one = shell.Open($"($one = New-OpenWrtSession 127.0.0.8 -Name remove1 {Parameters})");
        OpenWrtSession two = shell.Open($"($two = New-OpenWrtSession 127.0.0.8 -Name remove2 {Parameters})");
        Assert.Empty(shell.Run($"{remove} -WhatIf"));
        Assert.Equal((OpenWrtSessionState.Opened, OpenWrtSessionState.Opened), (one.State, two.State));
        Assert.Empty(shell.Run(remove));
        Assert.Empty(shell.Errors);
        Assert.Equal((OpenWrtSessionState.Closed, OpenWrtSessionState.Closed), (one.State, two.State));
        Assert.Empty(shell.Run("Get-OpenWrtSession remove*"));
    }

    [Fact]
    public void Removing_nothing_in_particular_is_an_error()
    {
        using var shell = new SessionShell();
        Assert.StartsWith("InvalidValue,", shell.Fail("Remove-OpenWrtSession").FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
