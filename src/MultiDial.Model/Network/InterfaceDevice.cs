using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The device of an interface: the one option that OpenWrt has renamed, in 21.02.</summary>
internal static class InterfaceDevice
{
    private const string OldOption = "ifname";
    private static readonly string s_option = UciCodec.Option((InterfaceSettings settings) => settings.Device);

    /// <summary>
    /// Whether the router has such a device, or will have it once the draft is applied. netifd makes a VLAN of a device that is
    /// there by itself, as eth0.35 of eth0; @wan is the device of the interface wan.
    /// </summary>
    internal static bool IsThere(RouterDraft draft, string device) => device.StartsWith('@')
        ? WanInterfaces.TryFind(draft.Network, device[1..]) is not null
        : Devices.Exists(draft, device) || (device.Split('.') is [var trunk, _] && Devices.Exists(draft, trunk));

    /// <summary>The device as it is written, in either form of the option.</summary>
    internal static string? Written(UciSection section) => section.Get(OptionOf(section));

    /// <summary>Writes the device in the form that the section has, or the router's other interfaces.</summary>
    /// <exception cref="MultiDialException">InvalidValue: no device. NotFound: the router has no such device.</exception>
    internal static void Write(RouterDraft draft, UciSection section, string? device)
    {
        if (device is null)
        {
            throw Error.InvalidValue("-Device", null, Text.RuleDeviceNeeded);
        }

        if (!IsThere(draft, device))
        {
            throw Error.NotFound(Text.KindDevice, device, Text.CureListDevices);
        }

        section.Set(section.Has(OldOption) || section.Has(s_option) ? OptionOf(section) : OptionOfNew(draft.Network), device);
    }

    /// <summary>The option that has the device of a section.</summary>
    internal static string OptionOf(UciSection section) =>
        section.Get(s_option) is not { } device || (device.StartsWith('/') && section.Has(OldOption)) ? OldOption : s_option;

    // The router's own interfaces show which form it knows; but a modem's character device is in the same option in all of them.
    private static string OptionOfNew(UciPackage network)
    {
        bool isAnyOld = false;
        foreach (UciSection section in network.OfType(InterfaceSettings.SectionType).Where(section => Written(section) is not (null or ['/', ..])))
        {
            if (OptionOf(section) != OldOption)
            {
                return s_option;
            }

            isAnyOld = true;
        }

        return isAnyOld ? OldOption : s_option;
    }
}
