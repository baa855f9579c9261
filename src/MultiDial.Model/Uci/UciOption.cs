namespace MultiDial.Uci;

/// <summary>What the statements about one option come to: a string, or a list of strings.</summary>
internal sealed class UciOption(UciLine line)
{
    private readonly List<string> _values = [line.Value];

    public string Name { get; } = line.Name;

    public bool IsList { get; private set; } = line.Kind == UciLineKind.List;

    public IReadOnlyList<string> Values => _values;

    /// <summary>The string; of a list the items joined by a space.</summary>
    public string Value => string.Join(' ', _values);

    // A list statement makes a string the first item; a string replaces all there was.
    internal void Take(UciLine next)
    {
        IsList = next.Kind == UciLineKind.List;
        if (!IsList)
        {
            _values.Clear();
        }

        _values.Add(next.Value);
    }
}
