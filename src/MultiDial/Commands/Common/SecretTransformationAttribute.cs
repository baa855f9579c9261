using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace MultiDial.Commands;

/// <summary>
/// Lets a secret be given as plain text, as rows of a CSV file have it. A number is a text too: what the engine says of a
/// value that it cannot convert has the value in it.
/// </summary>
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is IConvertible plain ? Secret(plain) : inputData;

    internal static SecureString Secret(IConvertible plain) => new NetworkCredential("", plain.ToString(CultureInfo.InvariantCulture)).SecurePassword;
}
