using System.Globalization;
using System.Numerics;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on mwan3's settings for all lines, and the limit that the mark mask sets.</summary>
internal static class Mwan3Globals
{
    internal const string Section = "globals";
    private const string DefaultMask = "0x3F00";

    /// <summary>The settings; without a section mwan3's defaults.</summary>
    internal static Mwan3Global Read(RouterState state)
    {
        UciPackage package = state.Mwan3;
        return UciCodec.Fill(new Mwan3Global(state.Session, Section), package.Find(Section) ?? package.Clone().AddSection(Section, Section));
    }

    internal static void Set(RouterDraft draft, IReadOnlyDictionary<string, object?> values)
    {
        foreach (string table in values.GetValueOrDefault(nameof(Mwan3Global.RoutingTable)) as string[] ?? [])
        {
            if (!uint.TryParse(table, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw Error.InvalidValue("-RoutingTable", table, "the number of a routing table is needed");
            }
        }

        if (values.Count == 0)
        {
            return;
        }

        UciSection section = draft.Mwan3.Find(Section) ?? Add(draft.Mwan3);
        UciCodec.Write(section, typeof(Mwan3Global), values);
        if (values.GetValueOrDefault(nameof(Mwan3Global.MarkMask)) is string { Length: > 0 } mask)
        {
            CheckMask(mask);
        }

        if (values.ContainsKey(nameof(Mwan3Global.MarkMask)))
        {
            CheckRoom(draft.Mwan3);
        }
    }

    /// <summary>Removes every section but the settings.</summary>
    internal static void RemoveAllElse(RouterDraft draft)
    {
        foreach (UciSection section in draft.Mwan3.Sections.Where(section => section.Type != Section).ToArray())
        {
            draft.Mwan3.Remove(section);
        }
    }

    /// <summary>Refuses more interfaces than the mark mask has marks for. mwan3 counts disabled ones too.</summary>
    /// <exception cref="MultiDialException">TooManyInterfaces.</exception>
    internal static void CheckRoom(UciPackage package)
    {
        if (package.OfType(Mwan3Kind.Interface.SectionType).Count > Limit(package))
        {
            throw Error.TooManyInterfaces(Limit(package), Mask(package));
        }
    }

    /// <summary>How many interfaces the mark mask has room for: n bits make 2^n values, 4 of which mwan3 needs itself.</summary>
    internal static int Limit(UciPackage package) =>
        (TryParse(Mask(package)) ?? Decimal(Mask(package))) is { } mask
            ? (int)Math.Min((1L << BitOperations.PopCount(mask)) - 4, int.MaxValue)
            : int.MaxValue;

    /// <summary>The mark mask as it is written.</summary>
    internal static string Mask(UciPackage package) => package.Find(Section)?.Get("mmx_mask") ?? DefaultMask;

    // mwan3 wants its settings first only by custom, but people look for them there.
    private static UciSection Add(UciPackage package)
    {
        UciSection section = Ownership.AddSection(package, Section, Section);
        package.Move(section, 0);
        return section;
    }

    private static void CheckMask(string text)
    {
        uint mask = TryParse(text) ?? throw Error.InvalidValue("-MarkMask", text, "a hexadecimal number of at most 32 bits is needed, as 0x3F00");
        if (BitOperations.PopCount(mask) < 3)
        {
            throw Error.InvalidValue("-MarkMask", text, "mwan3 needs at least 3 bits");
        }
    }

    private static uint? TryParse(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint mask) ? mask : null;

    // The router's shell reads it too, so it may stand in a file.
    private static uint? Decimal(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint mask) ? mask : null;
}
