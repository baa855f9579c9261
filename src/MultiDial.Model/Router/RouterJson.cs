using System.Text.Json;
using System.Text.RegularExpressions;
using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>Reads what ubus prints.</summary>
internal static partial class RouterJson
{
    // Longer than any router runs, and short enough for arithmetic.
    private const long LongestSeconds = 1L << 32;

    /// <summary>
    /// mwan3 2.12 prints <c>nan</c> for an unknown age, which is no JSON. Half a surrogate pair is JSON, but no text.
    /// </summary>
    internal static JsonElement Parse(string? byteText)
    {
        if (string.IsNullOrWhiteSpace(byteText))
        {
            return default;
        }

        try
        {
            string text = NotANumber().Replace(ByteText.ToText(byteText), "$1null$2");
            return JsonDocument.Parse(Escape().Replace(text, escape => escape.Groups[1].Success ? @"\uFFFD" : escape.Value)).RootElement;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    internal static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    internal static string? Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    internal static string? Text(this JsonElement element, string name) => element.Get(name).Text();

    internal static long? Number(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double number) ? (long)number : null;

    /// <summary>A number of seconds; null for one that cannot be a time.</summary>
    internal static TimeSpan? Seconds(this JsonElement element, string name) =>
        element.Number(name) is { } seconds and >= 0 and <= LongestSeconds ? TimeSpan.FromSeconds(seconds) : null;

    internal static bool Flag(this JsonElement element, string name) => element.Get(name).ValueKind == JsonValueKind.True;

    internal static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    internal static IEnumerable<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    // A pair first, so that its halves are not found by themselves; any other escape, so that a backslash before one counts.
    [GeneratedRegex(@"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)")]
    private static partial Regex Escape();

    [GeneratedRegex(@"(:\s*)-?nan(\s*[,}\n])", RegexOptions.IgnoreCase)]
    private static partial Regex NotANumber();
}
