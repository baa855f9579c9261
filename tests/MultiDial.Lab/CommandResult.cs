namespace MultiDial.Testing;

/// <summary>What a command on one of the lab's machines left behind.</summary>
/// <param name="ExitCode">The exit code, or 128 plus the signal that ended the command.</param>
/// <param name="Output">Standard output, as UTF-8 text.</param>
/// <param name="Error">Standard error, as UTF-8 text.</param>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Returns the standard output, or throws <see cref="LabException"/> unless the exit code is 0.</summary>
    public string Require() => ExitCode == 0
        ? Output
        : throw new LabException($"A command of the lab ended with exit code {ExitCode}. {(Error + Output).Trim()}");
}
