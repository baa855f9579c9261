namespace MultiDial.Help;

/// <summary>
/// The help's sentences in another language, from a file of pairs: a line of English, as the comments have it, and below
/// it the translation. What it does not have stays English.
/// </summary>
internal sealed class Translation
{
    internal static readonly Translation None = new(string.Empty, new Dictionary<string, string>());

    private readonly IReadOnlyDictionary<string, string> _pairs;

    private Translation(string culture, IReadOnlyDictionary<string, string> pairs)
    {
        Culture = culture;
        _pairs = pairs;
    }

    /// <summary>The culture, which is in the file's name (Help.zh-Hans.txt).</summary>
    internal string Culture { get; }

    internal static Translation Read(string path)
    {
        string[][] pairs = [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Chunk(2)];
        return new Translation(Path.GetFileNameWithoutExtension(path).Split('.')[^1], pairs.ToDictionary(pair => pair[0], pair => pair[1]));
    }

    internal string Of(string english) => _pairs.GetValueOrDefault(english, english);
}
