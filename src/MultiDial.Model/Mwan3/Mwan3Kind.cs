using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>A kind of mwan3 section: what it is called, and how long its name may be.</summary>
/// <param name="SectionType">The type in /etc/config/mwan3.</param>
/// <param name="Noun">The noun of its cmdlets.</param>
/// <param name="MaxLength">The longest name: mwan3 puts it into the name of a chain or an ipset, and skips what is longer.</param>
internal sealed partial record Mwan3Kind(string SectionType, string Noun, int MaxLength)
{
    internal static readonly Mwan3Kind Interface = new("interface", "Mwan3Interface", 13);
    internal static readonly Mwan3Kind Member = new("member", "Mwan3Member", 15);
    internal static readonly Mwan3Kind Policy = new("policy", "Mwan3Policy", 15);
    internal static readonly Mwan3Kind Rule = new("rule", "Mwan3Rule", 15);

    private static readonly Mwan3Kind[] s_all = [Interface, Member, Policy, Rule];

    /// <summary>The name for messages: "mwan3 member".</summary>
    internal string Label =>
        this == Interface ? Text.KindMwan3Interface
        : this == Member ? Text.KindMwan3Member
        : this == Policy ? Text.KindMwan3Policy
        : Text.KindMwan3Rule;

    /// <summary>The cmdlet that lists them.</summary>
    internal string ListCommand => "Get-" + Noun;

    /// <summary>All of the kind, in the order of the file.</summary>
    internal IReadOnlyList<UciSection> Of(UciPackage package) => package.OfType(SectionType);

    /// <summary>The one of this name; null if there is none.</summary>
    internal UciSection? TryFind(UciPackage package, string? name) =>
        name is not null && package.Find(name) is { } section && section.Type == SectionType ? section : null;

    /// <exception cref="MultiDialException">NotFound.</exception>
    internal UciSection Find(UciPackage package, string name) => TryFind(package, name) ?? throw Error.NotFound(Label, name, ListCommand);

    /// <summary>Whether what is to be added is there: a script that adds it may run twice.</summary>
    /// <param name="package">Where it would be added.</param>
    /// <param name="name">The section's name.</param>
    /// <param name="write">Writes what is asked for into the section.</param>
    internal bool IsThere(UciPackage package, string name, Action<UciSection> write) => TryFind(package, name)?.IsAlready(write) == true;

    /// <summary>Refuses a name that mwan3 would skip, or that another section has: all kinds share one namespace.</summary>
    /// <exception cref="MultiDialException">InvalidName, AlreadyExists.</exception>
    internal void CheckNew(UciPackage package, string name)
    {
        if (!Characters().IsMatch(name))
        {
            throw Error.InvalidName(Label, name, Text.RuleNameCharacters);
        }

        if (name.Length > MaxLength)
        {
            throw Error.InvalidName(Label, name, Text.RuleMwan3NameLength.With(MaxLength));
        }

        if (name == Mwan3Globals.Section)
        {
            throw Error.InvalidName(Label, name, Text.RuleMwan3NameOfGlobals);
        }

        if (package.Find(name) is { } taken)
        {
            throw Array.Find(s_all, kind => kind.SectionType == taken.Type) is { } known
                ? Error.AlreadyExists(known.Label, name, Text.CureMwan3NameTaken.With(known.Noun, name))
                : Error.AlreadyExists(Text.KindMwan3Section, name, Text.CureAnotherName);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_]+\z")]
    private static partial Regex Characters();
}
