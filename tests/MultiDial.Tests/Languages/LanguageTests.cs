using System.Diagnostics;
using MultiDial.Testing;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Languages;

/// <summary>The language of a real PowerShell is that of the messages, on whichever thread they are made.</summary>
public sealed class LanguageTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>, IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> ReadersOfChinese => ["zh-CN", "zh-SG", "zh-Hans"];

    public static TheoryData<string> ReadersOfEnglish => ["en-US", "de-DE", "zh-TW", "zh-HK"];

    private string Open =>
        $"New-OpenWrtSession 127.0.0.1 -Port {dropbear.Server.Port} -KeyFilePath {dropbear.Server.KeyFile} -HostKeyFingerprint {dropbear.Server.Fingerprint(0)}";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(ReadersOfChinese))]
    public async Task Errors_and_their_advice_are_Chinese(string culture) => Assert.Equal(
        ["没有打开任何路由器会话。", "New-OpenWrtSession 192.168.1.1 -Credential root"],
        await ErrorAsync(culture, "Get-WanInterface"));

    [Theory]
    [MemberData(nameof(ReadersOfEnglish))]
    public async Task Errors_and_their_advice_are_English(string culture) => Assert.Equal(
        ["No session to a router is open.", "New-OpenWrtSession 192.168.1.1 -Credential root"],
        await ErrorAsync(culture, "Get-WanInterface"));

    [Theory]
    [InlineData("zh-CN", "文件 '/none' 不存在。", "请给出")]
    [InlineData("de-DE", "There is no file '/none'.", "Give ")]
    public async Task What_a_worker_says_is_in_the_language_of_the_session(string culture, string missing, string advice)
    {
        Assert.Equal(missing, (await ErrorAsync(culture, "Test-MultiDialConfiguration -Path /none"))[0]);
        Assert.Contains(advice, (await ErrorAsync(culture, "Test-MultiDialConfiguration -Path /etc/hostname"))[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "无法通过 SSH 连接到 127.0.0.1 的端口 1：")]
    [InlineData("en-US", "There is no SSH connection to 127.0.0.1, port 1: ")]
    public async Task What_the_transport_says_is_in_the_language_of_the_session(string culture, string start) =>
        Assert.StartsWith(start, (await ErrorAsync(culture, "New-OpenWrtSession 127.0.0.1 -Port 1 -Credential ([pscredential]::new('root', (ConvertTo-SecureString x -AsPlainText)))"))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("zh-CN", "打开 SSH 会话", "正在读取 '127.0.0.1'。")]
    [InlineData("de-DE", "Open an SSH session", "Reading '127.0.0.1'.")]
    public async Task What_would_be_done_and_what_is_done_are_in_the_language_of_the_session(string culture, string whatIf, string step)
    {
        string[] said = await RunAsync(culture, Open + " -WhatIf", $"$null = {Open}", "try { Get-WanInterface -Verbose 4>&1 | ForEach-Object Message } catch { }");
        Assert.Contains(said, line => line.Contains(whatIf, StringComparison.Ordinal));
        Assert.Contains(step, said);
    }

    [Theory]
    [InlineData("zh-CN", "New-OpenWrtSession 没有与以下各列同名的参数")]
    [InlineData("de-DE", "No parameter of New-OpenWrtSession is named as these columns")]
    public async Task Headers_in_Chinese_are_understood_and_others_are_warned_of_in_the_language_of_the_session(string culture, string warning)
    {
        string[] said = await RunAsync(culture, $"[pscustomobject]@{{ 主机 = '127.0.0.1'; 端口 = {dropbear.Server.Port}; 密钥文件 = '{dropbear.Server.KeyFile}'; 指纹 = '{dropbear.Server.Fingerprint(0)}'; 名称 = 'one'; x = 1 }} | New-OpenWrtSession 3>&1 | ForEach-Object {{ if ($_ -is [Management.Automation.WarningRecord]) {{ $_.Message }} else {{ $_.Name }} }}");
        Assert.StartsWith(warning, said[0], StringComparison.Ordinal);
        Assert.Equal("one", said[1]);
    }

    [Theory]
    [InlineData("zh-CN", "显示防火墙的区域。")]
    [InlineData("de-DE", "Shows the zones of the firewall.")]
    [InlineData("zh-TW", "Shows the zones of the firewall.")]
    public async Task The_help_is_in_the_language_of_the_session(string culture, string synopsis) =>
        Assert.Equal([synopsis], await RunAsync(culture, "(Get-Help Get-FirewallZone).Synopsis"));

    [Theory]
    [InlineData("zh-CN", "路由器的闪存已满或只读")]
    [InlineData("de-DE", "The router's flash is full")]
    public async Task Topics_are_in_the_language_of_the_session(string culture, string words) =>
        Assert.Contains(await RunAsync(culture, $"$env:PSModulePath = '{Path.GetDirectoryName(Pwsh.Module)}' + [IO.Path]::PathSeparator + $env:PSModulePath", "Get-Help about_MultiDial_Errors"),
            line => line.Contains(words, StringComparison.Ordinal));

    private async Task<string[]> ErrorAsync(string culture, string command) =>
        await RunAsync(culture, $"try {{ {command} }} catch {{ $_.Exception.Message; $_.ErrorDetails.RecommendedAction }}");

    private async Task<string[]> RunAsync(string culture, params string[] script)
    {
        ProcessStartInfo start = Pwsh.Prepare([.. Pwsh.CommandLine, "-NoProfile", "-NonInteractive", "-Command", string.Join('\n',
            [
                "$ErrorActionPreference = 'Stop'", "[Console]::OutputEncoding = [Text.Encoding]::UTF8", $"Import-Module '{Pwsh.Module}'",
                $"[cultureinfo]::CurrentUICulture = '{culture}'", .. script, "exit 0",
            ])]);
        start.WorkingDirectory = start.Environment["HOME"] = _folder.Path;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
