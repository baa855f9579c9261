using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Ssh.Keys;
using MultiDial.Texts;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace MultiDial.Ssh;

/// <summary>
/// What a user logs in with, in the order in which it is offered to the router: key, password. What is given is all that is
/// offered; where nothing is, it is the user's own keys.
/// </summary>
internal sealed class Login : IDisposable
{
    private readonly ConnectionRequest _request;
    private readonly byte[] _password;
    private readonly IPrivateKeySource? _key;
    private readonly KeyRing? _ring;

    /// <exception cref="MultiDialException">There is neither password nor key, or the key cannot be used.</exception>
    internal Login(ConnectionRequest request)
    {
        _request = request;
        _password = request.Password is null ? [] : Encoding.UTF8.GetBytes(Reveal(request.Password));
        _key = request.KeyFilePath is { } path ? ReadKey(path) : null;
        _ring = request is { KeyFilePath: null, Password: null, Keys: { } keys } ? new KeyRing(keys, Passphrase, request.ConnectTimeout) : null;
    }

    /// <summary>
    /// Whether the router let the user in without looking at the password that was given, or at any of the user's own
    /// keys, as one without any password for root does.
    /// </summary>
    internal bool IgnoredPassword { get; private set; } = true;

    private string? Passphrase => _request.KeyPassphrase is null ? null : Reveal(_request.KeyPassphrase);

    internal AuthenticationMethod[] Methods()
    {
        var methods = new List<AuthenticationMethod>();
        if (_key is not null)
        {
            methods.Add(new PrivateKeyAuthenticationMethod(_request.UserName, _key));
            IgnoredPassword = false;
        }

        if (_ring?.Sources is { Count: > 0 } own)
        {
            methods.Add(new ObservedKeys(_request.UserName, [.. own], () => IgnoredPassword = false));
        }

        if (_request.Password is { Length: var length })
        {
            IgnoredPassword &= length > 0;
            methods.Add(new ObservedPassword(_request.UserName, _password, () => IgnoredPassword = false));
            methods.Add(Interactive());
        }

        return methods.Count > 0 ? [.. methods] : throw (_ring?.Unread is { } unread ? Unreadable(unread.Path, unread.Reason) : Error.Missing("-Credential", _request.ToCommandWithPassword()));
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_password);
        (_key as IDisposable)?.Dispose();
        _ring?.Dispose();
    }

    private static string Reveal(SecureString? secret)
    {
        nint text = secret is null ? 0 : Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(text) ?? "";
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    private KeyboardInteractiveAuthenticationMethod Interactive()
    {
        var method = new KeyboardInteractiveAuthenticationMethod(_request.UserName);
        method.AuthenticationPrompt += (_, e) =>
        {
            IgnoredPassword = false;
            foreach (AuthenticationPrompt prompt in e.Prompts)
            {
                prompt.Response = Encoding.UTF8.GetString(_password);
            }
        };
        return method;
    }

    private IPrivateKeySource ReadKey(string path)
    {
        if (!File.Exists(path))
        {
            throw Error.InvalidValue("-KeyFilePath", path, Text.RulePrivateKeyFile);
        }

        try
        {
            return new PrivateKeyFile(path, Passphrase);
        }
        catch (Exception exception)
        {
            return KeyRing.ForFile(path, _request.Keys?.Agent, _request.ConnectTimeout) ?? throw Unreadable(path, exception);
        }
    }

    // A passphrase that is missing or wrong shows as any of half a dozen types, depending on the key's format.
    private MultiDialException Unreadable(string path, Exception exception)
    {
        string command = (_request with { KeyFilePath = path }).ToCommand(("-KeyPassphrase", "(Read-Host -AsSecureString)"));
        return _request.KeyPassphrase is null
            ? Error.KeyNeedsPassphrase(_request.HostName, path, exception.Message, command, SshErrors.Cause(exception))
            : Error.KeyUnreadable(_request.HostName, path, exception.Message, command, SshErrors.Cause(exception));
    }

    private sealed class ObservedKeys(string user, IPrivateKeySource[] keys, Action used) : PrivateKeyAuthenticationMethod(user, keys)
    {
        public override AuthenticationResult Authenticate(Session session)
        {
            used();
            return base.Authenticate(session);
        }
    }

    private sealed class ObservedPassword(string user, byte[] password, Action used) : PasswordAuthenticationMethod(user, password)
    {
        public override AuthenticationResult Authenticate(Session session)
        {
            used();
            return base.Authenticate(session);
        }
    }
}
