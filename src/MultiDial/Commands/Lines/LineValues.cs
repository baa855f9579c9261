using MultiDial.Errors;

namespace MultiDial.Commands;

/// <summary>Values of a parameter that belong to lines, by the lines' places.</summary>
internal static class LineValues
{
    /// <summary>One for each line, or one for each but the first, which is there already; an empty one is not given.</summary>
    /// <exception cref="MultiDialException">InvalidValue: neither as many as there are lines, nor one less.</exception>
    internal static Func<int, string?> ByLine(string name, string[]? values, int? count)
    {
        int ahead = values?.Length == count - 1 ? 1 : 0;
        return values is null || count is null || values.Length + ahead == count
            ? index => values?.ElementAtOrDefault(index - ahead) is { Length: > 0 } value ? value : null
            : throw Error.InvalidValue("-" + name, string.Join(", ", values),
                FormattableString.Invariant($"it takes one for each of the {count - 1} lines but the first, or for all {count} with the first, whose may be empty"));
    }
}
