using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Remote;

/// <summary>The fingerprint of the only host key that is good.</summary>
internal static partial class HostKeyPin
{
    /// <summary>Reads it in the form of <c>ssh-keygen -lf</c>, with or without the padding that it leaves out.</summary>
    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static string Parse(string text)
    {
        string trimmed = text.Trim().TrimEnd('=');
        return Form().IsMatch(trimmed) ? trimmed : throw Error.InvalidValue("-HostKeyFingerprint", text, Text.RuleFingerprint);
    }

    [GeneratedRegex(@"\ASHA256:[A-Za-z0-9+/]{43}\z")]
    private static partial Regex Form();
}
