using System.Text;

namespace MultiDial.Remote;

/// <summary>
/// Text from the router is bytes of no promised encoding. A "byte text" holds one byte in each character, so that
/// whatever is not touched goes back as it came.
/// </summary>
internal static class ByteText
{
    internal static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    internal static byte[] ToBytes(string byteText) => Encoding.Latin1.GetBytes(byteText);

    internal static string FromText(string text) => FromBytes(Encoding.UTF8.GetBytes(text));

    internal static string ToText(string byteText) => Encoding.UTF8.GetString(ToBytes(byteText));
}
