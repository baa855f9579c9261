using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>The name that an object of the pipeline stands for.</summary>
internal static class PipelineName
{
    /// <summary>An object of ours or a row gives its Name; anything else its text.</summary>
    /// <exception cref="MultiDialException">InvalidValue: a row without a Name.</exception>
    internal static string Of(object item) => item switch
    {
        RouterObject thing => thing.Name,
        PSObject row => row.Properties["Name"]?.Value?.ToString() ?? throw Error.InvalidInput(row, Text.RuleNamed),
        _ => item.ToString()!,
    };

    /// <summary>The name that is piped, else those on the command line.</summary>
    /// <exception cref="MultiDialException">InvalidValue: neither is there.</exception>
    internal static string[] All(object? item, string[]? wanted, PSCmdlet cmdlet) =>
        item is not null ? [PipelineKind.Name(item, PipelineKind.Noun(cmdlet.MyInvocation.MyCommand.Name))]
        : wanted is { Length: > 0 } ? wanted
        : throw Error.Missing("-Name", Text.CureNameOrPipe.With(cmdlet.MyInvocation.MyCommand.Name));
}

/// <summary>Lets a parameter that takes names take the objects themselves.</summary>
internal class NameTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? data = Unwrap(inputData);
        return data is System.Collections.IEnumerable many and not string
            ? many.Cast<object?>().Select(item => Name(Unwrap(item))).ToArray()
            : Name(data);
    }

    private protected virtual object? Name(object? item) => item is RouterObject thing ? thing.Name : item;

    private static object? Unwrap(object? item) => item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
}

/// <summary>The same for names of devices: a line stands for the device that it sits on.</summary>
internal sealed class DeviceTransformationAttribute : NameTransformationAttribute
{
    private protected override object? Name(object? item) => item is WanInterface line ? line.Device : base.Name(item);
}
