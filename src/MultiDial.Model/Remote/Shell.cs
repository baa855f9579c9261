using System.Globalization;

namespace MultiDial.Remote;

/// <summary>How values are written for the router's shell. It is the one place where text is quoted, for UCI files too: both quote alike.</summary>
internal static class Shell
{
    /// <summary>A duration as the router's scripts take it: whole seconds, and never less than was asked for.</summary>
    internal static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>A number as the router's scripts take it.</summary>
    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

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
