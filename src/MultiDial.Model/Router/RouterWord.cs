namespace MultiDial.Router;

/// <summary>Words by which a router's programs say one of a few things.</summary>
internal static class RouterWord
{
    /// <summary>The member of an enumeration that a word names, in whatever case; null if it names none.</summary>
    internal static T? Find<T>(string? word)
        where T : struct, Enum => Enum.TryParse(word?.Trim(), ignoreCase: true, out T value) && Enum.IsDefined(value) && char.IsAsciiLetter(word!.Trim()[0]) ? value : null;
}
