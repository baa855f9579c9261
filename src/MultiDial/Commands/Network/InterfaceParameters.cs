using System.Diagnostics.Contracts;
using System.Management.Automation;
using System.Net;
using System.Security;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>The parameters for an interface that are more than one option.</summary>
internal static class InterfaceParameters
{
    /// <summary>User name and password; null of null.</summary>
    internal static InterfaceCredential? Of(PSCredential? credential) =>
        credential is null ? null : new InterfaceCredential(credential.UserName, credential.GetNetworkCredential().Password);

    /// <summary>An account in two halves; null without a user.</summary>
    internal static InterfaceCredential? Of(string? userName, SecureString? password) =>
        userName is null ? null : new InterfaceCredential(userName, new NetworkCredential("", password ?? throw Error.Missing("-Password", Text.CureAccountPassword.With(userName))).Password);

    extension(UciPatch<InterfaceSettings> patch)
    {
        /// <summary>The patch with the address as it is written, in place of the one as it was given.</summary>
        [Pure]
        internal UciPatch<InterfaceSettings> SplitAddress() =>
            patch.Has(settings => settings.Address) ? patch.SetAddress(patch.Get(settings => settings.Address)) : patch;
    }
}
