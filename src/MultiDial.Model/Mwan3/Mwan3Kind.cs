using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>A kind of mwan3 section: what it is called, and how long its name may be.</summary>
/// <param name="SectionType">The type in /etc/config/mwan3.</param>
/// <param name="MaxLength">The longest name: mwan3 puts it into the name of a chain or an ipset, and skips what is longer.</param>
internal sealed partial record Mwan3Kind(string SectionType, int MaxLength)
{
    internal static readonly Mwan3Kind Interface = new("interface", 13);
    internal static readonly Mwan3Kind Member = new("member", 15);
    internal static readonly Mwan3Kind Policy = new("policy", 15);
    internal static readonly Mwan3Kind Rule = new("rule", 15);

    /// <summary>The name for messages: "mwan3 member".</summary>
    internal string Label => "mwan3 " + SectionType;

    /// <summary>The cmdlet that lists them.</summary>
    internal string ListCommand => "Get-Mwan3" + char.ToUpperInvariant(SectionType[0]) + SectionType[1..];

    /// <summary>Refuses a name that mwan3 would skip, or that another section has: all kinds share one namespace.</summary>
    /// <exception cref="MultiDialException">InvalidName, AlreadyExists.</exception>
    internal void CheckNew(UciPackage package, string name)
    {
        if (!Characters().IsMatch(name))
        {
            throw Error.InvalidName(Label, name, "only A-Z, a-z, 0-9 and _ are allowed");
        }

        if (name.Length > MaxLength)
        {
            throw Error.InvalidName(Label, name, FormattableString.Invariant($"mwan3 skips names of more than {MaxLength} characters"));
        }

        if (name == Mwan3Globals.Section)
        {
            throw Error.InvalidName(Label, name, "mwan3 keeps its own settings under this name");
        }

        if (package.Find(name) is { } taken)
        {
            throw Error.AlreadyExists("mwan3 " + taken.Type, name, $"Choose another name, or change it: Set-Mwan3{taken.Type} {name}");
        }
    }

    /// <summary>Whether what is to be added is there: a script that adds it may run twice.</summary>
    /// <param name="package">Where it would be added.</param>
    /// <param name="name">The section's name.</param>
    /// <param name="write">Writes what is asked for into the section.</param>
    internal bool IsThere(UciPackage package, string name, Action<UciSection> write) =>
        package.Find(name) is { } section && section.Type == SectionType && section.IsAlready(write);

    /// <exception cref="MultiDialException">NotFound.</exception>
    internal UciSection Find(UciPackage package, string name) =>
        package.Find(name) is { } section && section.Type == SectionType ? section : throw Error.NotFound(Label, name, ListCommand);

    [GeneratedRegex(@"\A[A-Za-z0-9_]+\z")]
    private static partial Regex Characters();
}
