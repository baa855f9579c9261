using System.IO.Compression;
using MultiDial.Network;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>
/// What the router remembers of the lines: a section <c>multidial</c> of /etc/config/network, a type that netifd and LuCI
/// pass over. It lists the lines in order, and has what Remove-MultiDial puts back.
/// </summary>
internal sealed class LinesRecord
{
    internal const string Type = "multidial";

    private const string Disabled = "disabled";

    // A file of a few hundred sections is much smaller.
    private const int LongestMwan3 = 1 << 20;

    private readonly UciPackage _network;
    private readonly UciSection _section;

    private LinesRecord(UciPackage network, UciSection section) => (_network, _section) = (network, section);

    /// <summary>The lines that were made or taken over, in order, also those that somebody has taken away since.</summary>
    internal string[] Listed => _section.Get((LinesSettings settings) => settings.Line);

    /// <summary>The lines that there still are, in order.</summary>
    internal string[] Lines
    {
        get => [.. Listed.Where(name => WanInterfaces.TryFind(_network, name) is not null)];
        set => _section.Set((LinesSettings settings) => settings.Line, value);
    }

    /// <summary>The policy that has all lines.</summary>
    internal string Policy
    {
        get => _section.Get((LinesSettings settings) => settings.Policy) ?? "";
        set => _section.Set((LinesSettings settings) => settings.Policy, value);
    }

    /// <summary>The rules that go when the policy goes.</summary>
    internal string[] Rules
    {
        get => _section.Get((LinesSettings settings) => settings.Rule);
        set => _section.Set((LinesSettings settings) => settings.Rule, value);
    }

    /// <summary>The rules that keep networks away from the policy.</summary>
    internal string[] Direct
    {
        get => _section.Get((LinesSettings settings) => settings.Direct);
        set => _section.Set((LinesSettings settings) => settings.Direct, value);
    }

    /// <summary>The lines that have IPv6.</summary>
    internal MultiDialIPv6 IPv6
    {
        get => _section.Get((LinesSettings settings) => settings.IPv6) ?? MultiDialIPv6.FirstLine;
        set => _section.Set((LinesSettings settings) => settings.IPv6, value == MultiDialIPv6.FirstLine ? null : value);
    }

    /// <summary>The text of /etc/config/mwan3 that the lines have replaced, as a byte text; null if they came beside it.</summary>
    internal string? Mwan3
    {
        get => _section.Get((LinesSettings settings) => settings.Replaced) is { } text ? Unpack(text) : null;
        set => _section.Set((LinesSettings settings) => settings.Replaced, value is null ? null : Pack(value));
    }

    private string[] Old
    {
        get => _section.Get((LinesSettings settings) => settings.Old);
        set => _section.Set((LinesSettings settings) => settings.Old, value);
    }

    private string[] Off
    {
        get => _section.Get((LinesSettings settings) => settings.Off);
        set => _section.Set((LinesSettings settings) => settings.Off, value);
    }

    internal static LinesRecord? Find(UciPackage network) => network.Find(Type) is { Type: Type } section ? new LinesRecord(network, section) : null;

    /// <param name="draft">The draft.</param>
    /// <param name="cure">What to do where there are none.</param>
    /// <exception cref="Errors.MultiDialException">NotFound: the router has no lines.</exception>
    internal static LinesRecord Get(RouterDraft draft, string cure) => Find(draft.Network) ?? throw LinesError.NoLines(draft.Before.Session.Name, cure);

    internal static LinesRecord Add(RouterDraft draft) => new(draft.Network, Ownership.AddSection(draft.Network, Type, Type));

    /// <summary>Sets an option of the first line, and notes what it was; the oldest note counts.</summary>
    internal void SetFirst(UciSection first, string option, string? value)
    {
        if (first.Get(option) == value)
        {
            return;
        }

        if (!Old.Contains(option))
        {
            Old = [.. Old, option];
            Copy(first, option, _section, OldValue(option));
        }

        first.Set(option, value);
    }

    /// <summary>Gives the first line back what it had.</summary>
    internal void Restore(UciSection first)
    {
        foreach (string option in Old)
        {
            RestoreFirst(first, option);
        }
    }

    /// <summary>The old value of an option of the first line; null if it has the one that it had.</summary>
    internal string? OldFirst(string option) => Old.Contains(option) ? _section.Get(OldValue(option)) : null;

    /// <summary>Has the first line keep an option as it is now.</summary>
    internal void Forget(string option)
    {
        Old = [.. Old.Where(other => other != option)];
        _section.Unset(OldValue(option));
    }

    /// <summary>Gives the first line one option back, and forgets it.</summary>
    internal void RestoreFirst(UciSection first, string option)
    {
        if (Old.Contains(option))
        {
            Copy(_section, OldValue(option), first, option);
            Forget(option);
        }
    }

    /// <summary>Switches an interface off that is not a line, and notes that it was on.</summary>
    internal void SwitchOff(UciSection other)
    {
        if (!UciWords.IsTrue(other.Get(Disabled)))
        {
            Off = [.. Off, other.Id];
            _section.Set(OffValue(other.Id), other.Get(Disabled));
            other.Set(Disabled, "1");
        }
    }

    /// <summary>Switches on again what was switched off.</summary>
    internal void SwitchOn()
    {
        foreach (string name in Off)
        {
            _network.Find(name)?.Set(Disabled, _section.Get(OffValue(name)));
            _section.Unset(OffValue(name));
        }

        Off = [];
    }

    internal void Remove() => _network.Remove(_section);

    // An option of its own, so that what shows changes knows a password by its name.
    private static string OldValue(string option) => $"old_{option}";

    private static string OffValue(string name) => $"off_{name}";

    // A list stays a list, and a string a string.
    private static void Copy(UciSection from, string option, UciSection to, string name)
    {
        if (from.Options.Any(held => held.Name == option && held.IsList))
        {
            to.SetList(name, from.GetList(option));
        }
        else
        {
            to.Set(name, from.Get(option));
        }
    }

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
            byte[] bytes = new byte[LongestMwan3 + 1];
            int length = zip.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > LongestMwan3 ? null : ByteText.FromBytes(bytes.AsSpan(0, length));
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
