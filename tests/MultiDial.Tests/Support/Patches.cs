using MultiDial.Commands;
using MultiDial.Network;
using MultiDial.Uci;

namespace MultiDial.Tests;

/// <summary>Patches by the names of properties, as theories have them.</summary>
internal static class Patches
{
    internal static UciPatch<T> Patch<T>(params (string Name, object? Value)[] values)
        where T : class => values.Aggregate(new UciPatch<T>(), (patch, value) =>
            patch.With(UciProperties<T>.All.Single(property => property.Name == value.Name), value.Value));

    /// <summary>What New- and Set-WanInterface make of their parameters.</summary>
    internal static UciPatch<InterfaceSettings> Interface(params (string Name, object? Value)[] values)
    {
        UciPatch<InterfaceSettings> patch = Patch<InterfaceSettings>([.. values.Where(value => value.Name != "Credential")]).SplitAddress();
        return values.FirstOrDefault(value => value.Name == "Credential").Value is InterfaceCredential credential ? patch.SetCredential(credential) : patch;
    }
}
