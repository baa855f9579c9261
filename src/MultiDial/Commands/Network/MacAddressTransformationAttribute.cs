using System.Management.Automation;
using System.Net.NetworkInformation;

namespace MultiDial.Commands;

/// <summary>Lets a parameter that takes a MAC address as text take a PhysicalAddress too.</summary>
internal sealed class MacAddressTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is PhysicalAddress address ? address.ToString() : inputData;
}
