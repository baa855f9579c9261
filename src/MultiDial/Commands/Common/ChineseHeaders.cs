namespace MultiDial.Commands;

/// <summary>
/// What the columns of a table are called in Chinese. They are understood in every culture, as a file of one machine is
/// read on another.
/// </summary>
internal static class ChineseHeaders
{
    private static readonly Dictionary<string, string[]> s_headers = new()
    {
        ["Address"] = ["地址", "IP地址", "IP 地址"],
        ["Count"] = ["次数"],
        ["DestinationAddress"] = ["目标地址", "目的地址"],
        ["DestinationPort"] = ["目标端口", "目的端口"],
        ["Device"] = ["设备", "网卡"],
        ["Dns"] = ["DNS服务器", "DNS 服务器"],
        ["Enabled"] = ["启用"],
        ["Family"] = ["地址族"],
        ["Gateway"] = ["网关"],
        ["HostKeyFingerprint"] = ["主机指纹", "指纹"],
        ["HostName"] = ["主机", "主机名", "路由器"],
        ["Interface"] = ["接口"],
        ["Interval"] = ["间隔"],
        ["KeyFilePath"] = ["密钥文件"],
        ["MacAddress"] = ["MAC地址", "MAC 地址", "物理地址"],
        ["Member"] = ["成员"],
        ["Metric"] = ["跃点", "跃点数"],
        ["Name"] = ["名称", "名字", "线路"],
        ["Network"] = ["网络"],
        ["Parent"] = ["父设备", "物理网卡", "物理接口"],
        ["Password"] = ["密码", "口令"],
        ["Policy"] = ["策略"],
        ["Port"] = ["端口"],
        ["Protocol"] = ["协议"],
        ["Reliability"] = ["可靠性"],
        ["SourceAddress"] = ["源地址"],
        ["SourcePort"] = ["源端口"],
        ["Sticky"] = ["粘滞"],
        ["Timeout"] = ["超时"],
        ["TrackIp"] = ["跟踪地址", "跟踪IP", "跟踪 IP"],
        ["TrackMethod"] = ["跟踪方式"],
        ["UserName"] = ["用户名", "账号", "帐号", "宽带账号"],
        ["Weight"] = ["权重"],
        ["Zone"] = ["防火墙区域", "区域"],
    };

    /// <param name="parameter">The name of the parameter that reads the column.</param>
    internal static string[] Of(string parameter) => s_headers.GetValueOrDefault(parameter, []);
}
