using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>The mark on what the module made, so that it never takes somebody else's section for its own.</summary>
internal static class Ownership
{
    internal const string Option = "managed_by";
    private const string Value = "multidial";

    /// <summary>Adds a section that bears the mark.</summary>
    internal static UciSection AddSection(UciPackage package, string type, string name)
    {
        UciSection section = package.AddSection(type, name);
        Mark(section);
        return section;
    }

    /// <summary>Takes a section over.</summary>
    internal static void Mark(UciSection section) => section.Set(Option, Value);

    internal static bool IsOurs(UciSection section) => section.Get(Option) == Value;
}
