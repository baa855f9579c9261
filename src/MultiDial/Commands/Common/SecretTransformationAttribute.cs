using System.Management.Automation;
using System.Net;

namespace MultiDial.Commands;

/// <summary>Lets a secret be given as plain text, as rows of a CSV file have it.</summary>
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text ? new NetworkCredential("", text).SecurePassword : inputData;
}
