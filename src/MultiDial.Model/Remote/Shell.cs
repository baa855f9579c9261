namespace MultiDial.Remote;

/// <summary>The one place where text is quoted, for the router's shell and for its UCI files: both quote alike.</summary>
internal static class Shell
{
    /// <summary>Quotes a text as one word for a POSIX shell: nothing in it is run or expanded.</summary>
    /// <exception cref="ArgumentException">The text has a NUL, which no shell word can hold.</exception>
    internal static string Quote(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A NUL character cannot be passed to a shell.", nameof(text));
        }

        return "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
    }
}
