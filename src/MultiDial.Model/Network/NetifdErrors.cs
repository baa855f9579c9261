using MultiDial.Texts;

namespace MultiDial.Network;

/// <summary>netifd's and pppd's codes in words.</summary>
internal static class NetifdErrors
{
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
        ["LINK_DOWN"] = () => Text.ReasonLinkDown,
    };

    internal static string Describe(string code) => s_words.TryGetValue(code, out Func<string>? words) ? $"{code}: {words()}" : code;
}
