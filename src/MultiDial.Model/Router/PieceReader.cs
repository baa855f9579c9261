using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>
/// Reads an answer while it comes: tells each line of each piece as soon as the line has ended. What the pieces are is
/// with <see cref="RouterAnswer"/>, which reads the same answer as a whole. Empty lines are left out.
/// </summary>
/// <param name="marker">What begins each piece.</param>
/// <param name="onLine">Takes the piece's name and the line, as text.</param>
internal sealed class PieceReader(string marker, Action<string, string> onLine)
{
    private readonly string _begin = marker + " ";
    private readonly List<byte> _line = [];
    private string? _piece;

    /// <summary>Takes what came.</summary>
    internal void Add(ReadOnlyMemory<byte> output)
    {
        ReadOnlySpan<byte> rest = output.Span;
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            _line.AddRange(rest[..end]);
            Take(ByteText.FromBytes(_line.ToArray()));
            _line.Clear();
        }

        _line.AddRange(rest);
    }

    private void Take(string line)
    {
        if (line.StartsWith(_begin, StringComparison.Ordinal))
        {
            _piece = line[_begin.Length..];
        }
        else if (_piece is not null && line.Length > 0)
        {
            onLine(_piece, ByteText.ToText(line));
        }
    }
}
