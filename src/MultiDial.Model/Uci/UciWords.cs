using System.Collections.Concurrent;
using System.Reflection;

namespace MultiDial.Uci;

/// <summary>UCI's words for truth and for the members of enumerations.</summary>
internal static class UciWords
{
    private static readonly ConcurrentDictionary<Type, (Enum Value, string Word)[]> s_words = new();

    /// <summary>What the router's scripts take for true.</summary>
    internal static bool IsTrue(string? text) => text is "1" or "on" or "true" or "yes" or "enabled";

    /// <summary>What a word says, true or false; null if it says neither.</summary>
    internal static bool? Flag(string text) => IsTrue(text) ? true : text is "0" or "off" or "false" or "no" or "disabled" ? false : null;

    /// <summary>UCI's word for a member of an enumeration.</summary>
    internal static string Of(Enum value) => Array.Find(Of(value.GetType()), pair => pair.Value.Equals(value)).Word;

    /// <summary>The member of an enumeration that the word stands for; null if it stands for none.</summary>
    internal static Enum? Find(Type type, string word, StringComparison comparison) =>
        Array.Find(Of(type), pair => pair.Word.Equals(word, comparison)).Value;

    private static (Enum Value, string Word)[] Of(Type type) => s_words.GetOrAdd(type, static type =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field =>
            ((Enum)field.GetValue(null)!, field.GetCustomAttribute<UciWordAttribute>()?.Word ?? field.Name.ToLowerInvariant()))]);
}
