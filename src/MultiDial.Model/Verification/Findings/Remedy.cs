using MultiDial.Remote;

namespace MultiDial.Verification.Findings;

/// <summary>Words of a command that is to be pasted.</summary>
internal static class Remedy
{
    /// <summary>A value that a router may have in any form.</summary>
    internal static string Word(string value) => ConnectionRequest.Word(value);

    /// <summary>A list of values.</summary>
    internal static string List(IEnumerable<string> values) => string.Join(", ", values.Select(Word).DefaultIfEmpty("$null"));

    /// <summary>Names for a sentence.</summary>
    internal static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
