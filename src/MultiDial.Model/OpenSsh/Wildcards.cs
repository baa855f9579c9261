namespace MultiDial.OpenSsh;

/// <summary>The patterns of OpenSSH's files: <c>*</c> and <c>?</c>, lists with commas, and negation.</summary>
internal static class Wildcards
{
    /// <summary>Whether a list of patterns fits. One that begins with <c>!</c> and fits wins, wherever it stands in the list.</summary>
    internal static bool MatchesAny(IEnumerable<string> patterns, string text)
    {
        bool found = false;
        foreach (string pattern in patterns)
        {
            bool negated = pattern.StartsWith('!');
            if (Matches(negated ? pattern.AsSpan(1) : pattern, text))
            {
                if (negated)
                {
                    return false;
                }

                found = true;
            }
        }

        return found;
    }

    /// <summary>Whether one pattern fits the whole text.</summary>
    // Not a regular expression: brackets are plain characters here, and a file must not be able to make it slow.
    internal static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int star = -1;
        int resume = 0;
        int p = 0;
        int t = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
