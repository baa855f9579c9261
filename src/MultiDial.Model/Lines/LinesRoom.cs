using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>Whether a router can have lines, and how many.</summary>
internal static class LinesRoom
{
    internal const int Fewest = 2;

    /// <summary>Refuses lines on a router that lacks both packages: whoever installs one of them should know of the other.</summary>
    /// <exception cref="MultiDialException">PackageMissing.</exception>
    internal static void CheckPackages(RouterDraft draft)
    {
        if (!draft.HasMwan3 && Mwan3Program.Refusal(draft.Before) is null && !draft.Before.Get(MacvlanSupport.Part).IsThere)
        {
            throw Error.PackagesMissing($"kmod-macvlan, {ConfigurationFiles.Mwan3}");
        }
    }

    /// <exception cref="MultiDialException">InvalidValue, TooManyInterfaces.</exception>
    internal static void CheckCount(UciPackage mwan3, int count)
    {
        if (count < Fewest)
        {
            throw Error.InvalidValue("-Line", count, Text.RuleFewestLines.With(Fewest));
        }

        Mwan3Globals.CheckRoom(mwan3, count);
    }
}
