using System.Management.Automation;
using System.Net;
using System.Security;
using MultiDial.Network;

namespace MultiDial.Commands;

/// <summary>Turns PowerShell's types among the values for a line into the model's.</summary>
internal static class LineParameters
{
    internal static Dictionary<string, object?> Of(Dictionary<string, object?> values)
    {
        if (values.GetValueOrDefault(LineOptions.Credential) is PSCredential credential)
        {
            values[LineOptions.Credential] = Of(credential);
        }

        return values;
    }

    /// <summary>An account in two halves; null without a user.</summary>
    internal static LineCredential? Of(string? userName, SecureString? password) =>
        userName is null ? null : new LineCredential(userName, new NetworkCredential("", password).Password);

    internal static LineCredential? Of(PSCredential? credential) =>
        credential is null ? null : new LineCredential(credential.UserName, credential.GetNetworkCredential().Password);
}
