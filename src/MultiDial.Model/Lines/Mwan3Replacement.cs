using System.Security.Cryptography;
using System.Text;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>The configuration of mwan3 before and after the lines: what may be replaced, and how it comes back.</summary>
internal static class Mwan3Replacement
{
    // The sections that OpenWrt 18.06, 19.07, 21.02, and 22.03 up to 25.12 install, each by its digest.
    private static readonly HashSet<string> s_shipped =
    [
        "D39D9C72C76A3908",
        "CE6A7C811E0D3D85",
        "DB4C852988CA02F3",
        "7380F988A75D7AA9",
    ];

    /// <summary>Makes room: what the package was installed with goes, for it balances over lines that nobody has.</summary>
    /// <exception cref="MultiDialException">Mwan3NotEmpty: somebody has set mwan3 up.</exception>
    internal static void Clear(RouterDraft draft, LinesRecord record, bool replaceAll)
    {
        UciSection[] foreign = [.. draft.Mwan3.Sections.Where(section => section.Type != Mwan3Globals.Section && (replaceAll || !Ownership.IsOurs(section)))];
        if (foreign.Length == 0)
        {
            return;
        }

        if (!replaceAll && !s_shipped.Contains(Digest(draft.Mwan3)))
        {
            throw Error.Mwan3NotEmpty(draft.Before.Session.Name, string.Join(", ", foreign.Select(section => section.Id)));
        }

        record.Mwan3 = draft.Mwan3.ToText();
        Mwan3Globals.RemoveAllElse(draft);
    }

    /// <summary>Brings back what was replaced, unless others have come in its place.</summary>
    internal static void Restore(RouterDraft draft, string? text)
    {
        if (text is null)
        {
            return;
        }

        UciPackage old = UciPackage.Parse(ConfigurationFiles.Mwan3, text);
        UciPackage cleared = old.Clone();
        foreach (UciSection section in cleared.Sections.Where(section => section.Type != Mwan3Globals.Section).ToArray())
        {
            cleared.Remove(section);
        }

        if (UciDiff.Compare(cleared, draft.Mwan3).Count > 0)
        {
            draft.Warn(Text.WarningReplacedStays);
            return;
        }

        draft.Replace(old);
    }

    /// <summary>What the sections say, except for the settings of all lines, whatever the layout of the file.</summary>
    internal static string Digest(UciPackage mwan3) => Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(string.Join('\n', mwan3.Sections
        .Where(section => section.Type != Mwan3Globals.Section)
        .SelectMany(section => section.Options.Select(option => $"{option.Name}={string.Join(',', option.Values)}").Prepend($"{section.Type} {section.Id}"))))))[..16];
}
