using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>
/// The mark on what the module made, so that it never takes somebody else's section for its own. What it took over bears
/// another one beside it, and is given back when the lines go.
/// </summary>
internal static class Ownership
{
    private const string Option = "managed_by";
    private const string Value = "multidial";
    private const string AdoptedFrom = "adopted_from";
    private const string User = "user";

    /// <summary>The options that are notes of the module: no program of the router reads them.</summary>
    internal static readonly string[] Notes = [Option, AdoptedFrom];

    /// <summary>Adds a section that bears the mark.</summary>
    internal static UciSection AddSection(UciPackage package, string type, string name)
    {
        UciSection section = package.AddSection(type, name);
        section.Set(Option, Value);
        return section;
    }

    /// <summary>Takes a section over, and notes whose it was.</summary>
    internal static void Adopt(UciSection section)
    {
        if (!IsAdopted(section))
        {
            section.Set(AdoptedFrom, section.Get(Option) ?? User);
            section.Set(Option, Value);
        }
    }

    /// <summary>Gives a section back that was taken over.</summary>
    internal static void Release(UciSection section)
    {
        if (section.Get(AdoptedFrom) is { } owner)
        {
            section.Set(Option, owner == User ? null : owner);
            section.Unset(AdoptedFrom);
        }
    }

    internal static bool IsAdopted(UciSection section) => section.Has(AdoptedFrom);

    internal static bool IsOurs(UciSection section) => section.Get(Option) == Value;
}
