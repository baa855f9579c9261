using System.Text.Json;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>
/// How mwan3's lines are, from its own answer (`ubus call mwan3 status`, 2.6 to 2.12), netifd's and the configuration.
/// The percentages are ours.
/// </summary>
internal static class Mwan3Statuses
{
    /// <exception cref="MultiDialException">PackageMissing.</exception>
    internal static IEnumerable<Mwan3Status> Read(RouterState state)
    {
        UciPackage package = state.Mwan3;
        Mwan3Service service = state.Get(Mwan3Service.Part);
        if (!service.IsInstalled)
        {
            throw Error.PackageMissing(ConfigurationFiles.Mwan3);
        }

        bool isRunning = service.IsRunning;
        JsonElement answer = service.Status.Get("interfaces");
        IReadOnlyDictionary<string, InterfaceStatus> netifd = InterfaceStatus.Read(state);
        Mwan3Line[] lines = [.. package.OfType(Mwan3Kind.Interface.SectionType)
            .Select(section => new Mwan3Line(section, Find(netifd, section), answer.Get(section.Id)))];
        HashSet<string> used = [.. lines.Where(line => line.CarriesTraffic).Select(line => line.Name)];
        var shares = package.OfType(Mwan3Kind.Policy.SectionType)
            .ToDictionary(policy => policy, policy => Mwan3Shares.Of(package, policy, used.Contains).ToDictionary(share => share.Interface, share => share.Percent));
        return lines.Select(line => new Mwan3Status(state.Session, line.Name)
        {
            Status = line.Status,
            Tracking = line.Tracking,
            Enabled = line.Enabled,
            Uptime = line.Uptime,
            OnlineTime = line.OnlineTime,
            Target = [.. line.Targets],
            Share = [.. shares.Where(policy => IsMember(package, policy.Key, line.Name))
                .Select(policy => new Mwan3PolicyShare(policy.Key.Id, policy.Value.GetValueOrDefault(line.Name)))],
            Problem = Mwan3Problem.Of(state, line, lines, isRunning),
        });
    }

    // As mwan3 does: wan_4 or wan_6 in place of wan where netifd made one.
    private static InterfaceStatus Find(IReadOnlyDictionary<string, InterfaceStatus> netifd, UciSection section) =>
        netifd.TryGetValue(section.Id + (section.Get("family") == "ipv6" ? "_6" : "_4"), out InterfaceStatus made) ? made : netifd.GetValueOrDefault(section.Id);

    private static bool IsMember(UciPackage package, UciSection policy, string line) =>
        policy.GetList("use_member").Any(member => package.Find(member)?.Get("interface") == line);
}
