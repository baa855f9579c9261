using System.Text;
using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

public sealed class UciTextTests
{
    // Half a surrogate pair survives neither an attribute nor the list of tests that the runner keeps: hence the two detours.
    public static TheoryData<string, string> Values { get; } = new()
    {
        { "plain", "plain" },
        { "\u00E4\u00B8\u00AD", "\u4E2D" },
        { "\u00F0\u009F\u0098\u0080!", "\U0001F600!" },
        { "caf\u00E9", "caf\uDCE9" },
        { "\u00ED\u00A0\u0080", "\uDCED\uDCA0\uDC80" },
        { "\u00C0\u0080", "\uDCC0\uDC80" },
    };

    public static TheoryData<string> Refused { get; } = ["\0", "a\uD800b", "\uDC00"];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Values))]
    public void Values_are_text_and_what_is_no_utf8_survives(string bytes, string value)
    {
        Assert.Equal(value, UciText.Decode(bytes));
        Assert.Equal(bytes, UciText.Encode(value));
    }

    [Fact]
    public void Any_bytes_survive() => UciGenerators.Check(UciGenerators.Bytes, bytes =>
        Assert.Equal(bytes, UciText.Encode(UciText.Decode(bytes))));

    [Fact]
    public void Any_text_survives_as_utf8() => UciGenerators.Check(UciGenerators.Value, value =>
    {
        Assert.Equal(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)), UciText.Encode(value));
        Assert.Equal(value, UciText.Decode(UciText.Encode(value)));
    });

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Refused))]
    public void What_no_file_can_hold_is_refused(string value) =>
        Assert.Throws<ArgumentException>(() => UciText.Encode(value));
}
