using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>Reads the lines, each with all that belongs to it.</summary>
internal static class LineReading
{
    internal static IEnumerable<MultiDialLine> Read(RouterState state)
    {
        UciPackage network = state.Network;
        if (LinesRecord.Find(network) is not { } record)
        {
            return [];
        }

        UciPackage? mwan3 = state.HasMwan3 ? state.Mwan3 : null;
        var lines = WanInterfaces.Read(state).ToDictionary(line => line.Name);
        var status = (mwan3 is null || !state.Get(Mwan3Service.Part).IsInstalled ? [] : Mwan3Statuses.Read(state)).ToDictionary(line => line.Name);
        string policy = record.Policy;
        IReadOnlyDictionary<string, UciSection> members = mwan3 is null ? new Dictionary<string, UciSection>() : LineMembers.Of(mwan3, policy);
        Mwan3Policy? spread = mwan3 is null ? null : Mwan3Policies.Read(state, policy);
        Mwan3Share[]? now = Mwan3Kernel.Of(state)?.Shares(policy);
        return record.Lines.Select((name, index) => Make(lines[name], index + 1, network, mwan3, policy, members.GetValueOrDefault(name), status.GetValueOrDefault(name), Part(spread?.WantedShare, name), Part(now, name)));
    }

    internal static IEnumerable<MultiDialLine> Read(RouterState state, string[]? names) =>
        Read(state).Where(line => names is null || names.Contains(line.Name));

    /// <summary>What the user should know of lines that are not up; null if all are.</summary>
    internal static string? Warning(RouterState state)
    {
        HashSet<string> lines = [.. LinesRecord.Find(state.Network)?.Lines ?? []];
        string[] down = [.. WanInterfaces.Read(state).Where(line => lines.Contains(line.Name) && !line.Up).Select(line => Text.ReasonNotUp.With(line.Name, line.Reason))];
        return down.Length == 0 ? null : Text.WarningLinesNotUpYet.With(string.Join(", ", down));
    }

    // A line that the policy leaves out has no part of it.
    private static double? Part(Mwan3Share[]? shares, string line) => shares is null ? null : shares.FirstOrDefault(share => share.Interface == line)?.Percent ?? 0;

    private static MultiDialLine Make(WanInterface line, int index, UciPackage network, UciPackage? mwan3, string policy, UciSection? member, Mwan3Status? status, double? wanted, double? share)
    {
        UciSection? device = MacvlanDevices.Section(network, line.Device);
        return new MultiDialLine(line.Session, line.Name)
        {
            Index = index,
            Protocol = line.Protocol,
            Device = line.Device,
            Parent = device?.Get("ifname"),
            MacAddress = device?.Get("macaddr") ?? line.MacAddress,
            Metric = line.Metric,
            Weight = member?.Get((Mwan3Member value) => value.Weight),
            WantedShare = wanted,
            Share = share,
            Member = member?.Id,
            Policy = policy,
            TrackIp = [.. mwan3?.Find(line.Name)?.GetList("track_ip") ?? []],
            Up = line.Up,
            Address = line.Address,
            IPv6 = LineIPv6.Has(network, line.Name),
            Status = status?.Status ?? Mwan3LineStatus.Unknown,
            Problem = status?.Problem ?? (line.Up ? null : line.Reason),
        };
    }
}
