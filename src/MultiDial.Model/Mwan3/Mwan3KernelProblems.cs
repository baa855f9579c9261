using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>Says in one sentence why an interface that mwan3 counts as online gets no traffic, or another part of it than it should.</summary>
internal sealed class Mwan3KernelProblems
{
    // mwan3 counts in thousandths, and cuts the rest off at each member.
    private const double Tolerance = 1;

    // Its scripts take so long at most to write what a change of the interface entails.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(20);

    private readonly UciPackage _package;
    private readonly Mwan3Kernel _kernel;
    private readonly bool _isSettled;
    private readonly Dictionary<string, int> _numbers;
    private readonly HashSet<string> _used;

    /// <param name="package">The configuration of mwan3.</param>
    /// <param name="kernel">What the kernel has of it.</param>
    /// <param name="all">All its interfaces.</param>
    internal Mwan3KernelProblems(UciPackage package, Mwan3Kernel kernel, IReadOnlyCollection<Mwan3InterfaceState> all)
    {
        (_package, _kernel) = (package, kernel);
        _isSettled = all.All(one => !(one.Uptime < s_settled || one.OnlineTime < s_settled));
        _numbers = Mwan3Kind.Interface.Of(package).Select((section, index) => (section.Id, Number: index + 1)).ToDictionary(pair => pair.Id, pair => pair.Number);
        _used = [.. all.Where(one => one.CarriesTraffic).Select(one => one.Name)];
    }

    /// <summary>The first thing that is missing on the way of a packet; null if nothing is, or while mwan3 is at work.</summary>
    internal string? Of(Mwan3InterfaceState one)
    {
        if (!_isSettled || !one.CarriesTraffic || !_kernel.IsListed(one.IsIPv6))
        {
            return null;
        }

        int number = _numbers[one.Name];
        return !_kernel.HasHook(one.IsIPv6) ? Text.ProblemKernelNoHook
            : !_kernel.HasRules(one.IsIPv6) && HasRules(one.IsIPv6) ? Text.ProblemKernelNoRules
            : !_kernel.HasMark(number, one.IsIPv6) ? Text.ProblemKernelNoMark.With(one.Name, number)
            : !_kernel.HasDefaultRoute(number, one.IsIPv6) ? Text.ProblemKernelNoRoute.With(one.Name, number)
            : OfPolicies(one.Name);
    }

    private bool HasRules(bool isIPv6) => Mwan3Kind.Rule.Of(_package).Any(rule => Mwan3Match.Of(rule) is { } match && (match.Family == Mwan3Family.Any || match.Family == Mwan3Family.IPv6 == isIPv6));

    private string? OfPolicies(string name)
    {
        foreach (UciSection policy in Mwan3Kind.Policy.Of(_package).Where(policy => policy.Id.Length <= Mwan3Kind.Policy.MaxLength))
        {
            if (!Mwan3Shares.Members(_package, policy).Any(member => member.Interface.Id == name))
            {
                continue;
            }

            double wanted = Percent(Mwan3Shares.Of(_package, policy, _used.Contains), name);
            if (_kernel.Shares(policy.Id) is not { } shares)
            {
                return Text.ProblemKernelNoPolicy.With(policy.Id);
            }

            if (Math.Abs(Percent(shares, name) - wanted) > Tolerance)
            {
                return Text.ProblemKernelShare.With(policy.Id, name, Percent(shares, name), wanted);
            }
        }

        return null;
    }

    private static double Percent(IEnumerable<Mwan3Share> shares, string name) => shares.FirstOrDefault(share => share.Interface == name)?.Percent ?? 0;
}
