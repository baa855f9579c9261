using System.Text.Json;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>An interface from three sides: its configuration, netifd, and what mwan3 says. Old versions of mwan3 say less.</summary>
internal sealed class Mwan3InterfaceState(UciSection section, InterfaceStatus netifd, JsonElement answer)
{
    // What mwan3 writes for the latency of a target that does not answer.
    private const int NoAnswer = 999_999;

    private static readonly string s_trackIp = UciCodec.Option((Mwan3Interface value) => value.TrackIp);

    private readonly bool _isMeasured = section.Get((Mwan3Interface value) => value.CheckQuality) == true;

    internal string Name { get; } = section.Id;

    internal InterfaceStatus Netifd => netifd;

    internal bool HasDefaultRoute => netifd.HasDefaultRoute(IsIPv6);

    internal bool IsIPv6 { get; } = section.Get((Mwan3Interface value) => value.Family) == Mwan3Family.IPv6;

    internal bool Enabled { get; } = section.Get((Mwan3Interface value) => value.Enabled) == true;

    /// <summary>Whether mwan3 said anything of the interface.</summary>
    internal bool IsAnswered => answer.ValueKind == JsonValueKind.Object;

    internal bool HasTargets => TrackIp.Length > 0;

    /// <summary>Whether they are an option and no list, in which the tracker finds none.</summary>
    internal bool HasTargetsInOneString { get; } = section.Options.Any(option => option.Name == s_trackIp && !option.IsList);

    internal string[] TrackIp { get; } = section.Get((Mwan3Interface value) => value.TrackIp);

    internal bool StartsOffline { get; } = section.Get((Mwan3Interface value) => value.InitialState) == Mwan3InitialState.Offline;

    internal int Reliability { get; } = section.Get((Mwan3Interface value) => value.Reliability) ?? 1;

    internal bool IsUp => netifd.IsKnown ? netifd.Up : answer.Flag("up");

    /// <summary>mwan3 only takes an interface out of its policies when "disconnecting" has become "offline".</summary>
    internal bool CarriesTraffic => Status is Mwan3LineStatus.Online or Mwan3LineStatus.Disconnecting;

    internal Mwan3LineStatus Status =>
        !IsAnswered ? (Enabled ? Mwan3LineStatus.Unknown : Mwan3LineStatus.Disabled)
        : !Enabled ? Mwan3LineStatus.Disabled
        : !HasTargets ? Untracked
        : Word<Mwan3LineStatus>(answer.Text("status"));

    // The rpcd plugin of 2.12 finds no targets in an option that is a string, and calls the tracker disabled.
    internal Mwan3Tracking Tracking =>
        !IsAnswered ? Mwan3Tracking.Unknown
        : !Enabled || !HasTargets ? Mwan3Tracking.Disabled
        : answer.Text("tracking") is { } word && Word<Mwan3Tracking>(word) is not Mwan3Tracking.Disabled and var known ? known
        : answer.Flag("running") ? Mwan3Tracking.Active
        : Status is Mwan3LineStatus.Disabled ? Mwan3Tracking.Paused
        : Status is Mwan3LineStatus.Unknown ? Mwan3Tracking.Down
        : Mwan3Tracking.Unknown;

    /// <summary>2.6 tells no times, so netifd's is taken; it is the same.</summary>
    internal TimeSpan? Uptime => netifd.IsKnown ? netifd.Uptime : Time(HasOnlineTime ? answer.Seconds("uptime") : null);

    /// <summary>2.7 called it "uptime".</summary>
    internal TimeSpan? OnlineTime => CarriesTraffic ? Time(answer.Seconds(HasOnlineTime ? "online" : "uptime")) : null;

    internal IEnumerable<Mwan3Target> Targets
    {
        get
        {
            JsonElement[] said = [.. answer.Items("track_ip")];
            return TrackIp.Select(address =>
            {
                JsonElement target = said.FirstOrDefault(item => item.Text("ip") == address);
                return new Mwan3Target(address, Word<Mwan3TargetStatus>(target.Text("status")),
                    _isMeasured && target.Number("latency") is { } latency and >= 0 and < NoAnswer ? (int)latency : null,
                    _isMeasured && target.Number("packetloss") is { } loss and >= 0 and <= 100 ? (int)loss : null);
            });
        }
    }

    private bool HasOnlineTime => answer.Get("online").ValueKind != JsonValueKind.Undefined;

    // mwan3 keeps no state of an interface without a tracker: it is used while netifd's is up.
    private Mwan3LineStatus Untracked =>
        !IsUp ? Mwan3LineStatus.Disabled : StartsOffline ? Mwan3LineStatus.Offline : Mwan3LineStatus.Online;

    private static TimeSpan? Time(TimeSpan? said) => said > TimeSpan.Zero ? said : null;

    private static T Word<T>(string? word)
        where T : struct, Enum => RouterWord.Find<T>(word) ?? default;
}
