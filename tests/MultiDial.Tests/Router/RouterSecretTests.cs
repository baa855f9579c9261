using System.Management.Automation;
using System.Security;
using MultiDial.Testing;

namespace MultiDial.Tests;

/// <summary>Secrets and hostile values.</summary>
public sealed class RouterSecretTests(RouterFixture router) : RouterTests(router)
{
    private const string Password = "qx'7\"z $(reboot) `reboot` \\ \\n %s ;|&\n宽带密码'\\";
    private static readonly string[] s_traces = ["qx'7", "7\"z", "$(reboot)", "宽带密码"];

    [Fact]
    public async Task A_password_arrives_exactly_and_shows_nowhere()
    {
        int boots = Router.Lab.Router.Boots;
        (string Name, object Value) credential = ("credential", new PSCredential("user@isp 拨号", Secure(Password)));
        const string Script = """
            $DebugPreference = $VerbosePreference = $InformationPreference = 'Continue'
            New-WanInterface wan5 -Device veth9 -Protocol Pppoe -Credential $credential -Metric 50 -Timeout 0 -WhatIf
            New-WanInterface wan5 -Device veth9 -Protocol Pppoe -Credential $credential -Metric 50 -Timeout 0 -Verbose -Debug
            New-WanInterface wan5 -Device veth9 -Protocol Pppoe -Credential $credential -Metric 51 -Verbose -Debug
            Set-WanInterface wan5 -Credential $credential -Gateway nonsense -Verbose -Debug
            (Get-WanInterface wan5).PSObject.Properties | ForEach-Object { "$($_.Name) $($_.Value)" }
            """;
        await TruthAsync("touch /tmp/sampling");
        Task<CommandResult> sampler = Router.Lab.Router.RunAsync(
            "while [ -e /tmp/sampling ]; do for process in /proc/[0-9]*; do cat $process/cmdline $process/environ; done; done 2>/dev/null", Cancelled);
        Engine.Clear();
        string output = string.Join('\n', Engine.Run(Script, credential));
        await TruthAsync("rm /tmp/sampling");
        string processes = (await sampler).Output;

        Assert.Equal("pppoe", await UciAsync("network.wan5.proto"));
        Assert.Equal(Password, await UciAsync("network.wan5.password"));
        Assert.Equal("user@isp 拨号", await UciAsync("network.wan5.username"));
        Assert.Equal(["AlreadyExists", "InvalidValue"], Engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("network.wan5.username", Engine.Host.Text.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(processes);
        string shown = string.Join('\n', [output, Engine.Host.Text.ToString(), .. Engine.Warnings, .. Engine.Verbose, .. Engine.Debug, .. Engine.Information,
            .. Engine.Errors.Select(error => $"{error} {error.ErrorDetails?.RecommendedAction} {error.Exception} {error.TargetObject}")]);
        Assert.All(s_traces, trace => Assert.DoesNotContain(trace, shown, StringComparison.Ordinal));
        Assert.All(s_traces, trace => Assert.DoesNotContain(trace, processes, StringComparison.Ordinal));
        Assert.Equal(boots, Router.Lab.Router.Boots);
    }

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (char character in text)
        {
            secret.AppendChar(character);
        }

        return secret;
    }
}
