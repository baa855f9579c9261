using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>
/// How mwan3's interfaces are, from the notes of its trackers in the words of its own answer (`ubus call mwan3 status`, 2.6 to
/// 2.12), from netifd's and from the configuration. The percentages are ours.
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

        IReadOnlyDictionary<string, InterfaceStatus> netifd = InterfaceStatus.Read(state);
        Mwan3InterfaceState[] all = [.. Mwan3Kind.Interface.Of(package)
            .Select(section => new Mwan3InterfaceState(section, Find(netifd, section), service.Of(section.Id)))];
        HashSet<string> used = [.. all.Where(one => one.CarriesTraffic).Select(one => one.Name)];
        Mwan3Kernel? kernel = service.IsRunning ? Mwan3Kernel.Of(state) : null;
        ILookup<string, Mwan3PolicyShare> shares = Shares(package, used, kernel).ToLookup(pair => pair.Interface, pair => pair.Share);
        var problems = new Mwan3Problems(state.Network, all, service.IsRunning);
        var inKernel = kernel is null ? null : new Mwan3KernelProblems(package, kernel, all);
        return all.Select(one => new Mwan3Status(state.Session, one.Name)
        {
            Status = one.Status,
            Tracking = one.Tracking,
            Enabled = one.Enabled,
            Uptime = one.Uptime,
            OnlineTime = one.OnlineTime,
            Target = [.. one.Targets],
            Share = [.. shares[one.Name]],
            Problem = problems.Of(one) ?? inKernel?.Of(one),
        });
    }

    // As mwan3 does: wan_4 or wan_6 in place of wan where netifd made one.
    private static InterfaceStatus Find(IReadOnlyDictionary<string, InterfaceStatus> netifd, UciSection section) =>
        netifd.TryGetValue(section.Id + (section.Get((Mwan3Interface value) => value.Family) == Mwan3Family.IPv6 ? "_6" : "_4"), out InterfaceStatus made)
            ? made
            : netifd.GetValueOrDefault(section.Id);

    // Of each interface of a policy, also of one that gets nothing at present.
    private static IEnumerable<(string Interface, Mwan3PolicyShare Share)> Shares(UciPackage package, HashSet<string> used, Mwan3Kernel? kernel)
    {
        foreach (UciSection policy in Mwan3Kind.Policy.Of(package))
        {
            var percents = (kernel?.Shares(policy.Id) ?? Mwan3Shares.Of(package, policy, used.Contains)).ToDictionary(share => share.Interface, share => share.Percent);
            foreach (string name in Mwan3Shares.Members(package, policy).Select(member => member.Interface.Id).Distinct())
            {
                yield return (name, new Mwan3PolicyShare(policy.Id, percents.GetValueOrDefault(name)));
            }
        }
    }
}
