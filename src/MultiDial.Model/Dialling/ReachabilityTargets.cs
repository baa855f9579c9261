using System.Net;
using System.Net.Sockets;
using MultiDial.Mwan3;
using MultiDial.Router;

namespace MultiDial.Dialling;

/// <summary>The addresses that are asked to find out whether an interface leads anywhere.</summary>
internal static class ReachabilityTargets
{
    /// <summary>Those that are asked where nobody has chosen any.</summary>
    internal static readonly string[] Usual = ["1.1.1.1", "8.8.8.8", "223.5.5.5"];

    /// <summary>What mwan3 asks, as that is known to answer here; else the usual.</summary>
    internal static string[] Of(RouterDraft draft)
    {
        string[] tracked = draft.HasMwan3
            ? [.. draft.Mwan3.OfType(Mwan3Kind.Interface.SectionType).SelectMany(section => section.GetList("track_ip")).Where(IsIPv4).Distinct().Take(Usual.Length)]
            : [];
        return tracked.Length > 0 ? tracked : Usual;
    }

    private static bool IsIPv4(string text) => IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork;
}
