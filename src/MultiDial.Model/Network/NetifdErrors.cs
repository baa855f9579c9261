namespace MultiDial.Network;

/// <summary>netifd's and pppd's codes in words.</summary>
internal static class NetifdErrors
{
    private static readonly Dictionary<string, string> s_words = new(StringComparer.Ordinal)
    {
        ["NO_DEVICE"] = "the device is not there",
        ["DEVICE_CLAIM_FAILED"] = "the device could not be made; its parent may be missing",
        ["SETUP_FAILED"] = "the router could not set the line up",
        ["INVALID_ADDRESS"] = "the address is not valid",
        ["NO_WAN_LINK"] = "there is no line below to dial on",
        ["AUTH_TOPEER_FAILED"] = "the provider refused user name or password, or does not allow one more session",
        ["PEER_AUTH_FAILED"] = "the provider did not prove who it is",
        ["CNID_AUTH_FAILED"] = "the provider refused the number of the caller",
        ["CONNECT_FAILED"] = "the provider's access concentrator does not answer",
        ["OPEN_FAILED"] = "the device could not be opened",
        ["NEGOTIATION_FAILED"] = "router and provider found no common settings for PPP",
        ["PEER_DEAD"] = "the provider has stopped to answer",
        ["HANGUP"] = "the provider has ended the session",
        ["LOOPBACK"] = "the router talks to itself: the wire is looped",
        ["IDLE_TIMEOUT"] = "the session was idle for too long",
        ["CONNECT_TIME"] = "the session has lasted as long as it may",
        ["TRAFFIC_LIMIT"] = "the session has carried as much as it may",
        ["USER_REQUEST"] = "the session was ended on the router",
        ["NO_KERNEL_SUPPORT"] = "the router's kernel has no PPP; install the package ppp-mod-pppoe",
        ["OPTION_ERROR"] = "pppd does not know an option that it was given",
        ["FATAL_ERROR"] = "pppd could not go on",
        ["PROTOCOL_UNKNOWN"] = "the router does not know the protocol; PPPoE needs the package ppp-mod-pppoe",
        ["LINK_DOWN"] = "the device does not come up; another device on the wire may have its MAC address",
    };

    internal static string Describe(string code) => s_words.TryGetValue(code, out string? words) ? $"{code}: {words}" : code;
}
