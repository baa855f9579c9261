namespace MultiDial.Uci;

/// <summary>Which options are secrets, and texts that are shown without them.</summary>
internal static class UciSecrets
{
    internal const string Mask = "***";

    private static readonly string[] s_words = ["password", "passwd", "key", "psk", "secret"];

    /// <summary>Whether the option's value is a secret. Also `pap_secret`, `private_key` and the `key1` to `key4` of a wireless network.</summary>
    internal static bool IsSecret(string option)
    {
        string word = option.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return s_words.Contains(word[(word.LastIndexOf('_') + 1)..], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The text of a package in which every secret is masked.</summary>
    internal static string Hide(UciPackage package)
    {
        UciPackage shown = package.Clone();
        foreach (UciSection section in shown.Sections)
        {
            foreach (UciOption option in section.Options.Where(option => IsSecret(option.Name)))
            {
                // Also values that a later statement replaced.
                section.Unset(option.Name);
                section.Set(option.Name, Mask);
            }
        }

        return shown.ToText();
    }
}
