using System.Diagnostics.Contracts;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>Writes what is asked for into the section of an interface.</summary>
internal static class InterfaceOptions
{
    extension(UciPatch<InterfaceSettings> patch)
    {
        /// <summary>User name and password of a PPPoE session; null removes both.</summary>
        [Pure]
        internal UciPatch<InterfaceSettings> SetCredential(InterfaceCredential? credential) =>
            patch.Set(settings => settings.UserName, credential?.UserName).Set(settings => settings.Password, credential?.Password);

        /// <summary>The address of a static interface with the length of its network, as <c>192.0.2.7/24</c>; null removes both.</summary>
        /// <exception cref="MultiDialException">InvalidValue: no such address.</exception>
        [Pure]
        internal UciPatch<InterfaceSettings> SetAddress(string? text)
        {
            (string? address, string? netmask) = text is null ? (null, null) : InterfaceAddress.WithNetmask(text);
            return patch.Set(settings => settings.Address, address).Set(settings => settings.Netmask, netmask);
        }
    }

    /// <summary>Makes the section so, and checks that it fits together.</summary>
    /// <exception cref="MultiDialException">InvalidValue; NotFound for a device that is not there.</exception>
    internal static void Write(RouterDraft draft, UciSection section, UciPatch<InterfaceSettings> patch)
    {
        Check(patch);
        if (patch.Has(settings => settings.Device))
        {
            InterfaceDevice.Write(draft, section, patch.Get(settings => settings.Device));
        }

        patch.Without(settings => settings.Device).Write(section);
        WanProtocol? protocol = section.Get((InterfaceSettings settings) => settings.Protocol);
        if (protocol == WanProtocol.Pppoe && section.Get((InterfaceSettings settings) => settings.UserName) is null)
        {
            throw Error.Missing("-Credential", Text.CureNeedsCredential);
        }

        if (protocol == WanProtocol.Static && section.Get((InterfaceSettings settings) => settings.Address) is null)
        {
            throw Error.Missing("-Address", Text.CureNeedsAddress);
        }

        if (protocol != WanProtocol.Static && patch.Get(settings => settings.Address) is { } address)
        {
            throw Error.InvalidValue("-Address", address, Text.RuleAddressNeedsStatic);
        }
    }

    private static void Check(UciPatch<InterfaceSettings> patch)
    {
        if (patch.Has(settings => settings.Protocol) && patch.Get(settings => settings.Protocol) is null or WanProtocol.Other)
        {
            throw Error.InvalidValue("-Protocol", patch.Get(settings => settings.Protocol), Text.RuleWanProtocol);
        }

        Array.ForEach(patch.Get(settings => settings.Dns) ?? [], InterfaceAddress.CheckDns);
        if (patch.Get(settings => settings.Gateway) is { } gateway)
        {
            InterfaceAddress.CheckGateway(gateway);
        }
    }
}
