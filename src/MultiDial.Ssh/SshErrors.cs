using System.Net.Sockets;
using System.Runtime.Loader;
using MultiDial.Errors;
using MultiDial.Remote;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace MultiDial.Ssh;

/// <summary>
/// Translates SSH.NET's exceptions. Its own types live in a load context that the rest of the process does not see, so
/// the cause that is kept is the first of a type that everybody knows.
/// </summary>
internal static class SshErrors
{
    internal static MultiDialException Connecting(Exception exception, ConnectionRequest request) => exception switch
    {
        MultiDialException known => known,
        SshAuthenticationException or SshConnectionException { DisconnectReason: DisconnectReason.NoMoreAuthenticationMethodsAvailable } =>
            Error.AuthenticationFailed(request.UserName, request.HostName, exception.Message, request.ToCommandWithPassword(), Cause(exception)),
        SshOperationTimeoutException => NoAnswer(request, exception),
        SocketException => NotConnected(request, exception.Message, exception),
        _ => NotConnected(request, Detail(exception), exception),
    };

    internal static MultiDialException NotConnected(ConnectionRequest request, string detail, Exception exception) =>
        Error.ConnectionFailed(request.Address, request.Port, detail, Cause(exception), Cure(request));

    internal static MultiDialException NoAnswer(ConnectionRequest request, Exception exception) =>
        Error.NoAnswer(request.Address, request.Port, request.ConnectTimeout, Cause(exception), Cure(request));

    internal static MultiDialException Running(Exception exception, ConnectionRequest request) => exception switch
    {
        MultiDialException known => known,
        SshOperationTimeoutException => Error.OperationTimeout(request.HostName, request.ConnectTimeout, request.ToCommand(), Cause(exception)),
        ObjectDisposedException => Error.SessionLost(request.HostName, request.ToCommand(), Cause(exception)),
        _ => Error.SessionBroken(request.HostName, Detail(exception), request.ToCommand(), Cause(exception)),
    };

    internal static Exception? Cause(Exception? exception) =>
        exception is null || AssemblyLoadContext.GetLoadContext(exception.GetType().Assembly) == AssemblyLoadContext.Default ? exception : Cause(exception.InnerException);

    // From here a host behind others cannot be tried but with ssh.
    private static string? Cure(ConnectionRequest request) => request.Jumps.Count > 0 ? request.ToSsh() : null;

    private static string Detail(Exception exception) => $"{exception.Message} ({exception.GetType().Name})";
}
