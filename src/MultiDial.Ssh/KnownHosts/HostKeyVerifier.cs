using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Ssh.KnownHosts;

/// <summary>Decides whether the key that a router presents is to be trusted, as OpenSSH does.</summary>
internal sealed class HostKeyVerifier
{
    private readonly ConnectionRequest _request;
    private readonly KnownHostsFile _file;
    private readonly string _name;
    private readonly List<KnownHost> _known;
    private readonly List<KnownHost> _knownWithoutPort;
    private bool _remember;

    private HostKeyVerifier(ConnectionRequest request, KnownHostsFile file, List<KnownHost> known, List<KnownHost> knownWithoutPort)
    {
        _request = request;
        _file = file;
        _name = NameOf(request);
        _known = known;
        _knownWithoutPort = knownWithoutPort;
    }

    /// <summary>The key that the router presented last.</summary>
    internal HostKey? Presented { get; private set; }

    /// <summary>Why that key was not accepted.</summary>
    internal MultiDialException? Refusal { get; private set; }

    /// <summary>The types of the keys on file. They are asked for first: a server may have several keys.</summary>
    internal IEnumerable<string> KnownTypes =>
        _known.Concat(_knownWithoutPort).Where(entry => entry.Mark == KeyMark.None).Select(entry => entry.Key.Type);

    internal static async Task<HostKeyVerifier> ForAsync(ConnectionRequest request)
    {
        var file = new KnownHostsFile(request.KnownHostsPath, request.KnownHostsFiles);
        try
        {
            List<KnownHost> known = await file.FindAsync(NameOf(request)).ConfigureAwait(false);
            List<KnownHost> withoutPort = await file.FindAsync(request.HostKeyAlias is null ? HostPattern.NameOf(request.Address, 22) : NameOf(request)).ConfigureAwait(false);
            return new HostKeyVerifier(request, file, known, withoutPort);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error.FileUnusable(file.Path ?? request.HostName, exception.Message, exception);
        }
    }

    /// <summary>Accepts the key, or sets <see cref="Refusal"/>.</summary>
    internal bool Accept(byte[] blob)
    {
        Presented = new HostKey(blob);
        Refusal = Judge(Presented);
        return Refusal is null;
    }

    /// <summary>Writes the accepted key to the known_hosts file if that was asked for. A failure is only warned of, as ssh does.</summary>
    internal async Task RememberAsync()
    {
        if (!_remember)
        {
            return;
        }

        try
        {
            await _file.AddAsync(_name, Presented!).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _request.Warn?.Invoke(Text.WarningHostKeyNotKept.With(_request.HostName, _file.Path, exception.Message));
        }
    }

    private static string NameOf(ConnectionRequest request) =>
        request.HostKeyAlias?.ToLowerInvariant() ?? HostPattern.NameOf(request.Address, request.Port);

    private MultiDialException? Judge(HostKey key)
    {
        KnownHost? revoked = _known.Concat(_knownWithoutPort).FirstOrDefault(entry => entry.Mark == KeyMark.Revoked && entry.Key == key);
        if (revoked is not null)
        {
            return Error.HostKeyRevoked(_request.HostName, key.Fingerprint, revoked.Place);
        }

        List<KnownHost> keys = _known.FindAll(entry => entry.Mark == KeyMark.None);
        bool onFile = keys.Exists(entry => entry.Key == key);
        if (_request.HostKeyFingerprint is { } pin)
        {
            _remember = _request.RememberHostKey && !onFile;
            return key.Fingerprint == pin ? null : NotThePin(key, pin);
        }

        // A key that is on file for the bare host name is good for its other ports; one that is not says nothing of them.
        if (onFile || _knownWithoutPort.Exists(entry => entry.Mark == KeyMark.None && entry.Key == key))
        {
            return null;
        }

        if (keys.Count > 0)
        {
            return NotTheKnown(key, keys.Find(entry => entry.Key.Type == key.Type) ?? keys[0]);
        }

        _remember = _request.HostKeyPolicy == HostKeyPolicy.AcceptNew;
        return _remember ? null : Error.HostKeyUnknown(_request.HostName, key.Type, key.Fingerprint, Command(key));
    }

    private MultiDialException NotThePin(HostKey key, string pin) =>
        Error.HostKeyNotPinned(_request.HostName, key.Fingerprint, pin, Command(key));

    private MultiDialException NotTheKnown(HostKey key, KnownHost known) =>
        Error.HostKeyChanged(_request.HostName, key.Fingerprint, known.Key.Fingerprint, known.Place, $"ssh-keygen -R '{_name}' -f '{known.Path}'");

    private string Command(HostKey key) => _request.ToCommand(("-HostKeyFingerprint", key.Fingerprint));
}
