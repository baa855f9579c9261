using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

/// <summary>Random files, values and edits. Few names, so that they meet again; any values.</summary>
internal static class UciGenerators
{
    private static readonly string[] s_types = ["zone", "rule", "net-work"];
    private static readonly string[] s_options = ["up", "in", "src_ip"];

    /// <summary>Any text that UCI can hold, often with characters that mean something to a parser.</summary>
    public static Gen<string> Value { get; } =
        from parts in Gen.OneOf(
            Gen.Elements("a", "b", "1", "it's", "\"", "\\", "#", ";", " ", "\t", "\n", "\r\n", "\\\n", "option x y"),
            Gen.Choose(1, 0x10FFFF).Where(Rune.IsValid).Select(rune => new Rune(rune).ToString())).ArrayOf()
        select string.Concat(parts);

    public static Gen<string> Bytes { get; } =
        from bytes in Gen.Choose(1, 255).ArrayOf()
        select string.Concat(bytes.Select(value => (char)value));

    /// <summary>A file that `uci` loads, as a person, a script or `uci` itself might have written it.</summary>
    public static Gen<string> File { get; } =
        from newline in Gen.Frequency((5, Gen.Constant("\n")), (1, Gen.Constant("\r\n")))
        from start in Gen.Elements("", newline, "# note" + newline)
        from sections in Section(newline).ArrayOf()
        from end in Gen.Elements("", newline, newline + newline, newline + "# the end")
        select start + string.Join(newline, sections) + end;

    public static Gen<UciEdit[]> Edits { get; } = (
        from kind in Gen.Elements(Enum.GetValues<UciEditKind>())
        from section in Gen.Choose(0, 99)
        from index in Gen.Choose(0, 99)
        from option in Gen.Elements(s_options)
        from type in Gen.Elements(s_types)
        from values in Value.ArrayOf()
        select new UciEdit(kind, section, index, option, type, values)).NonEmptyListOf().Select(edits => edits.ToArray());

    public static void Check<T>(Gen<T> generator, Action<T> assertion) =>
        Prop.ForAll(generator.ToArbitrary(), assertion).QuickCheckThrowOnFailure();

    private static Gen<string> Section(string newline) =>
        from heading in Gen.Elements("", "", newline, newline + "# above" + newline)
        from header in Header
        from end in LineEnd
        from body in Gen.Frequency((6, Assignment), (1, Gen.Elements("", "# note's", "\t# option x y", "# back\\"))).ArrayOf()
        from joint in Gen.Frequency((6, Gen.Constant(newline)), (1, Gen.Constant(" ;")))
        let mayJoin = end.Length == 0 && body.Length > 0 && body[0].Length > 0 && "'\"b".Contains(header[^1], StringComparison.Ordinal)
        select heading + header + end + (body.Length == 0 ? "" : (mayJoin ? joint : newline) + string.Join(newline, body));

    // The name stands for the type: libuci refuses one name with two types. It takes a semicolon for a missing name.
    private static Gen<string> Header { get; } = Gen.Elements(
        "config zone", "config\trule", "c net-work ", "config zone 'a'", "config rule b", "config 'net-work' \"c\"", "config zone ''");

    private static Gen<string> Assignment { get; } =
        from indent in Gen.Elements("\t", "  ", "")
        from keyword in Gen.Elements("option ", "list ", "o ", "list\t")
        from name in Gen.Elements([.. s_options, "'x'", "u\\\n_v"])
        from value in Gen.Frequency((8, Quoted), (1, Gen.Constant("")))
        from end in LineEnd
        select $"{indent}{keyword}{name} {value}{end}";

    private static Gen<string> LineEnd { get; } = Gen.Frequency((8, Gen.Constant("")), (1, Gen.Elements(" ", " # end")));

    private static Gen<string> Quoted { get; } =
        from parts in (
            from value in Value
            from style in Gen.Choose(0, 2)
            select Quote(UciText.Encode(value), style)).ArrayOf()
        select string.Concat(parts);

    // A newline is no part of an unquoted word, and a backslash cannot bring it in.
    private static string Quote(string value, int style) => style switch
    {
        0 => Shell.Quote(value),
        1 => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
        _ => string.Concat(value.Select(c => c is '\n' or '\r' ? $"'{c}'" : char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"\\{c}")),
    };
}
