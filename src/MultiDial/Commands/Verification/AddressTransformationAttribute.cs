using System.Management.Automation;
using System.Net;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Says of what is no address why it must be one.</summary>
internal sealed class AddressTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        foreach (object? item in LanguagePrimitives.GetEnumerable(inputData) ?? new[] { inputData })
        {
            if ((item is PSObject wrapped ? wrapped.BaseObject : item) is string text && !IPAddress.TryParse(text, out _))
            {
                throw new ArgumentTransformationMetadataException(Text.ErrorNotAddress.With(text));
            }
        }

        return inputData;
    }
}
