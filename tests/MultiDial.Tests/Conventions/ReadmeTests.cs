namespace MultiDial.Tests.Conventions;

/// <summary>What README.md tells somebody who has just come.</summary>
public sealed class ReadmeTests
{
    private static string Text => File.ReadAllText(Module.PathOf("README.md"));

    [Fact]
    public void The_first_commands_work_on_a_router_fresh_from_the_box()
    {
        string first = Text.Split("```powershell\n")[1].Split("```")[0];
        Assert.InRange(first.IndexOf("Install-OpenWrtPackage kmod-macvlan", StringComparison.Ordinal), 0, first.IndexOf("New-MacvlanDevice", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_installation_needs_is_said_before_it()
    {
        string install = Text.Split("## Install\n")[1].Split("```")[0];
        Assert.Contains("PowerShell 7.6", install, StringComparison.Ordinal);
        Assert.Contains(".NET SDK 10", install, StringComparison.Ordinal);
    }
}
