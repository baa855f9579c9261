using System.Text.Json;
using MultiDial.Router;

namespace MultiDial.OpenWrt;

/// <summary>What the firmware says of itself and of its board.</summary>
/// <param name="Board">The answer of <c>ubus call system board</c>.</param>
/// <param name="Release">The lines of /etc/openwrt_release.</param>
/// <param name="SwitchModel">How the switch is driven.</param>
internal sealed record Firmware(JsonElement Board, IReadOnlyDictionary<string, string> Release, SwitchModel SwitchModel)
{
    internal static readonly StatePart<Firmware> Part = new("system_read", "system", state => new(
        state.Json("board"),
        state.Facts("release"),
        RouterWord.Find<SwitchModel>(state.Said("switch")) ?? SwitchModel.None));
}
