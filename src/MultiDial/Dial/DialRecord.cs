using System.IO.Compression;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Dial;

/// <summary>
/// What the router remembers of the lines: a section <c>multidial</c> of /etc/config/network, a type that netifd and LuCI
/// pass over. It lists the lines in order, and has what Remove-MultiDial puts back.
/// </summary>
internal sealed class DialRecord
{
    internal const string Type = "multidial";

    private const string LineList = "line";
    private const string RuleList = "rule";
    private const string Old = "old";
    private const string Replaced = "replaced";

    private readonly UciPackage _network;
    private readonly UciSection _section;

    private DialRecord(UciPackage network, UciSection section) => (_network, _section) = (network, section);

    /// <summary>The lines that there still are, in order.</summary>
    internal string[] Lines
    {
        get => [.. _section.GetList(LineList).Where(name => _network.Find(name)?.Type == "interface")];
        set => _section.SetList(LineList, value);
    }

    /// <summary>The policy that has all lines.</summary>
    internal string Policy
    {
        get => _section.Get("policy") ?? "";
        set => _section.Set("policy", value);
    }

    /// <summary>The rules that go when the policy goes.</summary>
    internal string[] Rules
    {
        get => [.. _section.GetList(RuleList)];
        set => _section.SetList(RuleList, value);
    }

    /// <summary>The text of /etc/config/mwan3 that the lines have replaced, as a byte text; null if they came beside it.</summary>
    internal string? Mwan3
    {
        get => _section.Get(Replaced) is { } text ? Unpack(text) : null;
        set => _section.Set(Replaced, value is null ? null : Pack(value));
    }

    internal static DialRecord? Find(UciPackage network) => network.Find(Type) is { Type: Type } section ? new DialRecord(network, section) : null;

    internal static DialRecord Add(RouterDraft draft) => new(draft.Network, Ownership.AddSection(draft.Network, Type, Type));

    /// <summary>Sets an option of the first line, and notes what it was; the oldest note counts.</summary>
    internal void SetFirst(UciSection first, string option, string? value)
    {
        string? before = first.Get(option);
        if (before == value)
        {
            return;
        }

        if (!_section.GetList(Old).Contains(option))
        {
            _section.SetList(Old, [.. _section.GetList(Old), option]);
            _section.Set(OldValue(option), before);
        }

        first.Set(option, value);
    }

    /// <summary>Gives the first line back what it had.</summary>
    internal void Restore(UciSection first)
    {
        foreach (string option in _section.GetList(Old))
        {
            first.Set(option, _section.Get(OldValue(option)));
        }
    }

    internal void Remove() => _network.Remove(_section);

    // An option of its own, so that what shows changes knows a password by its name.
    private static string OldValue(string option) => $"{Old}_{option}";

    private static string Pack(string byteText)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            zip.Write(ByteText.ToBytes(byteText));
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    private static string? Unpack(string text)
    {
        try
        {
            using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            zip.CopyTo(bytes);
            return ByteText.FromBytes(bytes.ToArray());
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
