using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using MultiDial.Uci;

namespace MultiDial.Benchmarks;

/// <summary>A file of 10,000 lines: long lists of rules are what makes one so long.</summary>
[InProcess]
[MemoryDiagnoser]
public class UciTime
{
    private const int Lines = 10_000;

    private readonly string _text = Text();
    private readonly UciPackage _before = UciPackage.Parse("mwan3", Text());
    private readonly UciPackage _after = UciPackage.Parse("mwan3", Text().Replace("'balance'", "'other'", StringComparison.Ordinal));

    /// <summary>Reads it.</summary>
    [Benchmark]
    public object Parse() => UciPackage.Parse("mwan3", _text);

    /// <summary>Changes one option of a copy, and writes that.</summary>
    [Benchmark]
    public string Edit()
    {
        UciPackage copy = _before.Clone();
        copy.Sections[^1].Set("proto", "tcp");
        return copy.ToText();
    }

    /// <summary>Compares it with one in which each section differs.</summary>
    [Benchmark]
    public object Diff() => UciDiff.Compare(_before, _after);

    private static string Text()
    {
        var text = new StringBuilder();
        for (int i = 0; i < Lines / 5; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nconfig rule 'r{i}'\n\toption proto 'all'\n\toption dest_ip '10.{i / 256}.{i % 256}.0/24'\n\toption use_policy 'balance'\n");
        }

        return text.ToString();
    }
}
