using System.Globalization;
using System.Numerics;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on mwan3's settings for all interfaces, and the limit that the mark mask sets.</summary>
internal static class Mwan3Globals
{
    internal const string Section = "globals";

    private const int FewestBits = 3;
    private const int MostInterfaces = 252;

    /// <summary>The settings; without a section mwan3's defaults.</summary>
    internal static Mwan3Global Read(RouterState state) =>
        UciCodec.Fill(new Mwan3Global(state.Session, Section), state.Mwan3.Find(Section));

    internal static void Set(RouterDraft draft, UciPatch<Mwan3Global> patch)
    {
        Check(patch);
        if (patch.IsEmpty)
        {
            return;
        }

        patch.Write(draft.Mwan3.Find(Section) ?? Add(draft.Mwan3));
        if (patch.Has(globals => globals.MarkMask))
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
        CheckRoom(package, Mwan3Kind.Interface.Of(package).Count);
    }

    /// <summary>The same for a number of interfaces.</summary>
    /// <exception cref="MultiDialException">TooManyInterfaces.</exception>
    internal static void CheckRoom(UciPackage package, int count)
    {
        if (count > Limit(package))
        {
            throw Error.TooManyInterfaces(Limit(package), Mask(package), count > MostInterfaces ? Text.RuleMostInterfaces.With(MostInterfaces) : Text.CureTooManyInterfaces.With(MaskFor(package, count)));
        }
    }

    /// <summary>
    /// How many interfaces the mark mask has room for: n bits make 2^n values, 4 of which mwan3 needs itself. Each interface has the
    /// routing table of its number, and those from 253 on are the kernel's own.
    /// </summary>
    internal static int Limit(UciPackage package) =>
        (TryParse(Mask(package)) ?? Decimal(Mask(package))) is { } mask
            ? (int)Math.Min((1L << BitOperations.PopCount(mask)) - 4, MostInterfaces)
            : MostInterfaces;

    /// <summary>The mark mask as it is written.</summary>
    internal static string Mask(UciPackage package) => package.Find(Section).Get((Mwan3Global globals) => globals.MarkMask)!;

    // The mask as it is, and as many bits more as it takes: those above it, then those below.
    private static string MaskFor(UciPackage package, int count)
    {
        uint mask = TryParse(Mask(package)) ?? Decimal(Mask(package)) ?? 0;
        while ((1L << BitOperations.PopCount(mask)) - 4 < count)
        {
            int above = BitOperations.Log2(mask) + 1;
            mask |= above < 32 ? 1u << above : 1u << BitOperations.Log2(~mask);
        }

        return $"0x{mask:X}";
    }

    // mwan3 wants its settings first only by custom, but people look for them there.
    private static UciSection Add(UciPackage package)
    {
        UciSection section = Ownership.AddSection(package, Section, Section);
        package.Move(section, 0);
        return section;
    }

    private static void Check(UciPatch<Mwan3Global> patch)
    {
        foreach (string table in patch.Get(globals => globals.RoutingTable) ?? [])
        {
            if (!uint.TryParse(table, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw Error.InvalidValue("-RoutingTable", table, Text.RuleRoutingTable);
            }
        }

        if (patch.Get(globals => globals.MarkMask) is { Length: > 0 } text)
        {
            uint mask = TryParse(text) ?? throw Error.InvalidValue("-MarkMask", text, Text.RuleMarkMask);
            if (BitOperations.PopCount(mask) < FewestBits)
            {
                throw Error.InvalidValue("-MarkMask", text, Text.RuleMarkMaskBits.With(FewestBits));
            }
        }
    }

    private static uint? TryParse(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint mask) ? mask : null;

    // The router's shell reads it too, so it may stand in a file.
    private static uint? Decimal(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint mask) ? mask : null;
}
