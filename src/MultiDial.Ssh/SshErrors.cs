using System.Net.Sockets;
using MultiDial.Errors;
using MultiDial.Remote;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace MultiDial.Ssh;

/// <summary>
/// Translates SSH.NET's exceptions. They are not kept as inner exceptions: their types live in a load context that
/// the rest of the process does not see.
/// </summary>
internal static class SshErrors
{
    internal static MultiDialException Connecting(Exception exception, ConnectionRequest request) => exception switch
    {
        MultiDialException known => known,
        SshAuthenticationException or SshConnectionException { DisconnectReason: DisconnectReason.NoMoreAuthenticationMethodsAvailable } =>
            Error.AuthenticationFailed(request.UserName, request.HostName, exception.Message),
        SshOperationTimeoutException => NoAnswer(request),
        SocketException => Error.ConnectionFailed(request.HostName, request.Port, exception.Message),
        _ => Error.ConnectionFailed(request.HostName, request.Port, Detail(exception)),
    };

    internal static MultiDialException NoAnswer(ConnectionRequest request) => Error.ConnectionFailed(
        request.HostName, request.Port, FormattableString.Invariant($"no answer within {request.ConnectTimeout.TotalSeconds:0.#} s."));

    internal static MultiDialException Running(Exception exception, ConnectionRequest request) => exception switch
    {
        MultiDialException known => known,
        SshOperationTimeoutException => Error.OperationTimeout(request.HostName, request.ConnectTimeout),
        ObjectDisposedException => Error.SessionBroken(request.HostName, "the connection was closed."),
        _ => Error.SessionBroken(request.HostName, Detail(exception)),
    };

    private static string Detail(Exception exception) => $"{exception.Message} ({exception.GetType().Name})";
}
