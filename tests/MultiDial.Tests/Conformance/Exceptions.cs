namespace MultiDial.Tests.Conformance;

/// <summary>Recorded commands whose answers are not compared, each with its reason.</summary>
internal static class Exceptions
{
    private static readonly (string File, string CommandStart, string Reason)[] s_notCompared =
    [
        ("01-factory", "uname -a", "the kernel is that of the computer which runs the tests"),
        ("01-factory", "which mwan3 apk", "the stand-in has no nft"),
    ];

    /// <summary>Why the answer to a command is not compared; null if it is.</summary>
    internal static string? For(string file, string command) =>
        s_notCompared.FirstOrDefault(e => e.File == file && command.StartsWith(e.CommandStart, StringComparison.Ordinal)).Reason;
}
