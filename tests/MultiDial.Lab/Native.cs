using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MultiDial.Testing;

/// <summary>The few calls of the C library that .NET lacks.</summary>
internal static class Native
{
    private const int NewNetwork = 0x40000000;
    private const int InternetFamily = 2;
    private const int CloseOnExec = 0x80000;
    private const int KillSignal = 9;

    private static readonly Lock s_crypt = new();

    /// <summary>Opens an IPv4 socket in the network namespace of a process.</summary>
    internal static Socket OpenSocket(int processId, SocketType type)
    {
        using SafeFileHandle target = File.OpenHandle($"/proc/{processId}/ns/net");
        nint descriptor = -1;
        int error = 0;

        // The namespace belongs to the thread, so the thread ends with it; nothing else may run (and start threads) there.
        Thread thread = new(() =>
        {
            descriptor = setns((int)target.DangerousGetHandle(), NewNetwork) == 0
                ? socket(InternetFamily, (type == SocketType.Dgram ? 2 : 1) | CloseOnExec, 0)
                : -1;
            error = Marshal.GetLastPInvokeError();
        });
        thread.Start();
        thread.Join();
        return descriptor >= 0
            ? new Socket(new SafeSocketHandle(descriptor, ownsHandle: true))
            : throw new LabException($"No socket in the namespace of process {processId}: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    internal static void Kill(int processId) => _ = kill(processId, KillSignal);

    /// <summary>The MD5 hash that OpenWrt's passwd writes into /etc/shadow.</summary>
    internal static string HashPassword(string password, string salt)
    {
        lock (s_crypt)
        {
            nint hash = crypt(Encoding.UTF8.GetBytes(password + '\0'), Encoding.UTF8.GetBytes($"$1${salt}$\0"));
            return Marshal.PtrToStringUTF8(hash) ?? throw new LabException("libcrypt made no hash of the password.");
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setns(int descriptor, int type);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int socket(int family, int type, int protocol);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int processId, int signal);

    [DllImport("libcrypt.so.1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint crypt(byte[] key, byte[] salt);
}
