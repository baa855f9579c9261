using System.Text;
using MultiDial.Router;

namespace MultiDial.Tests.Remote;

public sealed class PieceReaderTests
{
    private const string Answer = "\nM state\napplied\n\nM progress\n1 of 3\n2 of 3: é\n\nM end\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void Lines_are_told_with_their_piece_however_they_are_cut(int length)
    {
        var lines = new List<string>();
        var reader = new PieceReader("M", (piece, line) => lines.Add($"{piece}: {line}"));
        foreach (byte[] cut in Encoding.UTF8.GetBytes(Answer).Chunk(length))
        {
            reader.Add(cut);
        }

        Assert.Equal(["state: applied", "progress: 1 of 3", "progress: 2 of 3: é"], lines);
    }

    [Fact]
    public void A_line_is_told_when_it_has_ended_and_not_before()
    {
        var lines = new List<string>();
        var reader = new PieceReader("M", (_, line) => lines.Add(line));
        reader.Add("\nM progress\n1 of 3"u8.ToArray());
        Assert.Empty(lines);
        reader.Add("\n"u8.ToArray());
        Assert.Equal(["1 of 3"], lines);
    }

    [Fact]
    public void What_comes_before_the_first_piece_is_of_no_piece()
    {
        var lines = new List<string>();
        new PieceReader("M", (_, line) => lines.Add(line)).Add("banner\nMM progress\nx\n"u8.ToArray());
        Assert.Empty(lines);
    }
}
