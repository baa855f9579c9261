using System.Management.Automation;

namespace MultiDial.Commands;

/// <summary>Joins several ports to one text: PowerShell takes <c>80, 443</c> for an array.</summary>
internal sealed class PortTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        LanguagePrimitives.GetEnumerable(inputData) is { } ports ? string.Join(',', ports.Cast<object?>()) : inputData;
}
