using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Network;

/// <summary>The errors that only the network knows.</summary>
internal static class NetworkError
{
    internal static MultiDialException DeviceInUse(string name, IEnumerable<string> users) =>
        new(ErrorId.InUse, Text.ErrorDeviceInUse.With(name, string.Join(", ", users)), name, Text.CureDeviceInUse.With(string.Join(", ", users)));
}
