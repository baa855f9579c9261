using System.Globalization;

namespace MultiDial.Texts;

/// <summary>Fills values into the texts of Texts.resx.</summary>
internal static class TextFormat
{
    /// <summary>The text with the values in the places of {0}, {1} …</summary>
    internal static string With(this string text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    /// <summary>One whole sentence, and the next.</summary>
    internal static string Then(this string sentence, string next) => Text.SentenceAfterSentence.With(sentence, next);
}
