using MultiDial.Texts;

namespace MultiDial.Network;

/// <summary>netifd's and pppd's codes in words.</summary>
internal static class NetifdErrors
{
    /// <summary>What netifd means, though it has no code for it, if an interface that is to be up has no link.</summary>
    internal const string LinkDown = "LINK_DOWN";

    private static readonly Dictionary<string, Func<string>> s_words = new(StringComparer.Ordinal)
    {
        ["NO_DEVICE"] = () => Text.ReasonNoDevice,
        ["DEVICE_CLAIM_FAILED"] = () => Text.ReasonDeviceClaimFailed,
        ["SETUP_FAILED"] = () => Text.ReasonSetupFailed,
        ["INVALID_ADDRESS"] = () => Text.ReasonInvalidAddress,
        ["NO_WAN_LINK"] = () => Text.ReasonNoWanLink,
        ["AUTH_TOPEER_FAILED"] = () => Text.ReasonAuthTopeerFailed,
        ["PEER_AUTH_FAILED"] = () => Text.ReasonPeerAuthFailed,
        ["CNID_AUTH_FAILED"] = () => Text.ReasonCnidAuthFailed,
        ["CONNECT_FAILED"] = () => Text.ReasonConnectFailed,
        ["OPEN_FAILED"] = () => Text.ReasonOpenFailed,
        ["NEGOTIATION_FAILED"] = () => Text.ReasonNegotiationFailed,
        ["PEER_DEAD"] = () => Text.ReasonPeerDead,
        ["HANGUP"] = () => Text.ReasonHangup,
        ["LOOPBACK"] = () => Text.ReasonLoopback,
        ["IDLE_TIMEOUT"] = () => Text.ReasonIdleTimeout,
        ["CONNECT_TIME"] = () => Text.ReasonConnectTime,
        ["TRAFFIC_LIMIT"] = () => Text.ReasonTrafficLimit,
        ["USER_REQUEST"] = () => Text.ReasonUserRequest,
        ["NO_KERNEL_SUPPORT"] = () => Text.ReasonNoKernelSupport,
        ["OPTION_ERROR"] = () => Text.ReasonOptionError,
        ["FATAL_ERROR"] = () => Text.ReasonFatalError,
        ["PROTOCOL_UNKNOWN"] = () => Text.ReasonProtocolUnknown,
        [LinkDown] = () => Text.ReasonLinkDown,
    };

    // Those that say no more than that the device does not work.
    private static readonly string[] s_ofDevice = ["NO_DEVICE", "DEVICE_CLAIM_FAILED", LinkDown];

    /// <param name="code">The code.</param>
    /// <param name="trouble">What is known of the trouble with the device; null for nothing.</param>
    internal static string Describe(string code, string? trouble = null) =>
        trouble is not null && s_ofDevice.Contains(code) ? $"{code}: {trouble}" : Words(code);

    private static string Words(string code) => s_words.TryGetValue(code, out Func<string>? words) ? $"{code}: {words()}" : code;
}
