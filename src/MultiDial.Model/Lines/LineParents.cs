using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>
/// The devices that the lines sit on: the first line and its IPv6 on the device itself, the others on macvlans above it. They
/// move when the cable does, or when another firmware calls the port by another name.
/// </summary>
internal static class LineParents
{
    /// <summary>Moves lines to other devices.</summary>
    /// <exception cref="Errors.MultiDialException">ParentNotFound: the router has no such device; InvalidValue.</exception>
    internal static void Set(RouterDraft draft, LinesRecord record, IEnumerable<(string Line, string Parent)> lines)
    {
        string first = record.Lines[0];
        foreach ((string line, string parent) in lines)
        {
            UciSection section = draft.Network.Find(line)!;
            if (MacvlanDevices.Section(draft.Network, InterfaceDevice.Written(section)) is { } macvlan)
            {
                MacvlanDevices.Set(draft, Devices.NameOf(macvlan)!, new UciPatch<MacvlanDevice>().Set(device => device.Parent, parent));
            }
            else if (line == first && InterfaceDevice.Written(section) != parent)
            {
                MacvlanDevices.CheckParent(draft, parent);
                Move(draft, section, () => record.SetFirst(section, InterfaceDevice.OptionOf(section), parent));
                WanInterfaces.AwaitReturn(draft, [first]);
            }
        }
    }

    /// <summary>Gives the first line back what it had; but where its old device is no longer there it stays on the new one.</summary>
    internal static void Restore(RouterDraft draft, LinesRecord record, UciSection first)
    {
        string option = InterfaceDevice.OptionOf(first);
        if (record.OldFirst(option) is { } old && !InterfaceDevice.IsThere(draft, old))
        {
            record.Forget(option);
            draft.Warn(Text.WarningOldDeviceIsGone.With(first.Id, InterfaceDevice.Written(first), old));
        }

        Move(draft, first, () => record.Restore(first));
    }

    // The interfaces of its IPv6 that name the same device go along.
    private static void Move(RouterDraft draft, UciSection first, Action move)
    {
        string? from = InterfaceDevice.Written(first);
        UciSection[] along = [.. LineIPv6.Of(draft.Network, first.Id).Where(other => InterfaceDevice.Written(other) == from)];
        move();
        string? to = InterfaceDevice.Written(first);
        if (to != from)
        {
            Array.ForEach(along, other => other.Set(InterfaceDevice.OptionOf(other), to));
        }
    }
}
