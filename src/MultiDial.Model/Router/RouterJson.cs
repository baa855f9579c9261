using System.Text.Json;
using System.Text.RegularExpressions;
using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>Reads what ubus prints.</summary>
internal static partial class RouterJson
{
    /// <summary>mwan3 2.12 prints <c>nan</c> for an unknown age, which is no JSON.</summary>
    internal static JsonElement Parse(string? byteText)
    {
        if (string.IsNullOrWhiteSpace(byteText))
        {
            return default;
        }

        try
        {
            return JsonDocument.Parse(NotANumber().Replace(ByteText.ToText(byteText), "$1null$2")).RootElement;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    internal static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    internal static string? Text(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    internal static long? Number(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double number) ? (long)number : null;

    internal static bool Flag(this JsonElement element, string name) => element.Get(name).ValueKind == JsonValueKind.True;

    internal static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    internal static IEnumerable<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    [GeneratedRegex(@"(:\s*)-?nan(\s*[,}\n])", RegexOptions.IgnoreCase)]
    private static partial Regex NotANumber();
}
