using System.Security.Cryptography;

namespace MultiDial.Remote;

/// <summary>Digests as the router's programs print them.</summary>
internal static class Digest
{
    // MD5 only compares a file with what was read or written a moment ago; every busybox has it.
#pragma warning disable CA5351
    internal static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
