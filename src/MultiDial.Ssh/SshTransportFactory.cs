using System.Diagnostics;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Ssh.KnownHosts;
using Renci.SshNet;

namespace MultiDial.Ssh;

/// <summary>Opens SSH connections with SSH.NET. MultiDial finds it by its name.</summary>
internal sealed class SshTransportFactory : ITransportFactory
{
    // What no router needs: the dropbear of OpenWrt 18.06 has something better in each list. Its RSA host keys alone sign with
    // SHA-1; they are called ssh-rsa, and stay.
    private static readonly string[] s_weak = ["sha1", "md5", "cbc", "ssh-dss"];

    /// <summary>
    /// Opens a connection. The deadline is ours: SSH.NET has one for each step of the handshake, and heeds a token in
    /// the first alone.
    /// </summary>
    public async Task<IRouterTransport> ConnectAsync(ConnectionRequest request, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(request.ConnectTimeout);
        CancellationToken stop = deadline.Token;
        var way = new JumpWay(request);
        Task<SshTransport> work = Task.Run(() => OpenAsync(request, way, stop), CancellationToken.None);
        try
        {
            return await work.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            _ = work.ContinueWith(Discard, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            cancellation.ThrowIfCancellationRequested();
            throw way.Failure(SshErrors.NoAnswer(way.Current, exception));
        }
    }

    /// <summary>Opens one connection, over what of the way is open.</summary>
    internal static async Task<(SshClient Client, string HostKeyFingerprint)> LinkAsync(ConnectionRequest request, JumpWay way, CancellationToken cancellation)
    {
        HostKeyVerifier verifier = await HostKeyVerifier.ForAsync(request).ConfigureAwait(false);
        using var login = new Login(request);
        var refused = new HashSet<string>();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await TryAsync(request, way, login, verifier, refused).ConfigureAwait(false);
            }
            catch (MultiDialException exception) when (exception == verifier.Refusal && request.HostKeyFingerprint is not null && refused.Add(verifier.Presented!.Type))
            {
                // A fingerprint does not tell its type, and the router may have the pinned key among others.
                Debug.WriteLine(exception.Message);
            }
        }
    }

    private static void Discard(Task<SshTransport> late)
    {
        if (late.IsCompletedSuccessfully)
        {
            late.Result.Dispose();
        }

        Debug.WriteLine(late.Exception?.Message);
    }

    private static async Task<SshTransport> OpenAsync(ConnectionRequest request, JumpWay way, CancellationToken cancellation)
    {
        try
        {
            await way.OpenAsync(cancellation).ConfigureAwait(false);
            (SshClient client, string fingerprint) = await LinkAsync(request, way, cancellation).ConfigureAwait(false);
            return new SshTransport(client, request, fingerprint, way);
        }
        catch
        {
            way.Dispose();
            throw;
        }
    }

    private static async Task<(SshClient Client, string HostKeyFingerprint)> TryAsync(
        ConnectionRequest request, JumpWay way, Login login, HostKeyVerifier verifier, HashSet<string> refused)
    {
        (string host, int port) = way.Entrance;
        var settings = new ConnectionInfo(host, port, request.UserName, login.Methods()) { Timeout = request.ConnectTimeout };
        Offer(settings.HostKeyAlgorithms, verifier.KnownTypes.ToHashSet(), refused);
        RemoveWeak(settings.HostKeyAlgorithms);
        RemoveWeak(settings.KeyExchangeAlgorithms);
        RemoveWeak(settings.Encryptions);
        RemoveWeak(settings.HmacAlgorithms);
        var client = new SshClient(settings) { KeepAliveInterval = SshTransport.KeepAlive };
        client.HostKeyReceived += (_, e) => e.CanTrust = verifier.Accept(e.HostKey);
        try
        {
            await Threads.RunAsync(client.Connect).ConfigureAwait(false);
            return login.IgnoredPassword
                ? throw Error.NoPasswordAsked(request.UserName, request.HostName, request.ToCommand(("-AllowEmptyPassword", "")))
                : (client, verifier.Presented!.Fingerprint);
        }
        catch (Exception exception)
        {
            // SSH.NET documents no complete list of what connecting throws.
            client.Dispose();
            throw verifier.Refusal ?? way.Refusal(exception, settings.ServerVersion is not null) ?? SshErrors.Connecting(exception, request);
        }
        finally
        {
            if (verifier.Refusal is null)
            {
                await verifier.RememberAsync().ConfigureAwait(false);
            }
        }
    }

    private static void RemoveWeak<T>(IOrderedDictionary<string, T> algorithms)
    {
        foreach (string name in algorithms.Keys.Where(name => Array.Exists(s_weak, weak => name.Contains(weak, StringComparison.Ordinal))).ToList())
        {
            algorithms.Remove(name);
        }
    }

    // Certificates are left out: a router that offered one would be judged by its signer, which known_hosts files of
    // plain keys know nothing of.
    private static void Offer<T>(IOrderedDictionary<string, T> algorithms, HashSet<string> first, HashSet<string> never)
    {
        int position = 0;
        foreach (string name in algorithms.Keys.ToList())
        {
            string type = name.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : name;
            if (never.Contains(type) || name.Contains("-cert-", StringComparison.Ordinal))
            {
                algorithms.Remove(name);
            }
            else if (first.Contains(type))
            {
                algorithms.SetPosition(name, position++);
            }
        }
    }
}
