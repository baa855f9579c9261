using System.Text;
using MultiDial.Uci;

namespace MultiDial.Tests.Field;

/// <summary>
/// uci lets an option be a string or a list, and most of OpenWrt's programs do not mind: what a router is does not depend on
/// how its files are written.
/// </summary>
public sealed class NotationTests
{
    private const string Unreadable = "20";
    private const string Reads = "Get-WanInterface *; Get-MacvlanDevice; Get-FirewallZone; Get-OpenWrtSystem";

    public static TheoryData<string> Routers => [.. Directory.GetDirectories(Recording.PathOf("field")).Select(folder => Path.GetFileName(folder)[..2]).Except([Unreadable]).Order()];

    [Theory]
    [MemberData(nameof(Routers))]
    public void A_list_of_one_is_a_string(string router) =>
        Same(router, option => !option.IsList, option => $"\tlist {option.Name} {Quote(option.Value)}\n");

    [Theory]
    [MemberData(nameof(Routers))]
    public void A_string_of_words_is_a_list(string router) =>
        Same(router, option => option.IsList && option.Values.All(value => !value.Contains(' ', StringComparison.Ordinal)), option => $"\toption {option.Name} {Quote(option.Value)}\n");

    private static void Same(string name, Func<UciOption, bool> isMeant, Func<UciOption, string> write)
    {
        string before = Shown(FieldRouter.Of(name));
        FakeRouter router = FieldRouter.Of(name);
        foreach (string package in new[] { "network", "firewall" })
        {
            router.Parts["config/" + package] = Rewrite(UciPackage.Parse(package, router.Parts["config/" + package]), isMeant, write);
        }

        Assert.Equal(before, Shown(router));
    }

    private static string Rewrite(UciPackage package, Func<UciOption, bool> isMeant, Func<UciOption, string> write)
    {
        var text = new StringBuilder();
        foreach (UciSection section in package.Sections)
        {
            text.Append('\n').Append("config ").Append(section.Type).Append(section.Name is { } name ? $" '{name}'" : "").Append('\n');
            foreach (UciOption option in section.Options)
            {
                text.Append(isMeant(option) ? write(option)
                    : option.IsList ? string.Concat(option.Values.Select(value => $"\tlist {option.Name} {Quote(value)}\n"))
                    : $"\toption {option.Name} {Quote(option.Value)}\n");
            }
        }

        return text.ToString();
    }

    private static string Quote(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Shown(FakeRouter router)
    {
        using var engine = new Engine(router);
        string shown = string.Join('\n', engine.Run($"{Reads} | ForEach-Object {{ $_ | Select-Object * -ExcludeProperty Session | ConvertTo-Json -Depth 3 }}").Select(text => text.ToString()));
        Assert.Empty(engine.Errors);
        Assert.NotEmpty(shown);
        return shown;
    }
}
