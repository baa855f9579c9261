using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace MultiDial.Ssh;

/// <summary>What a user logs in with, in the order in which it is offered to the router: key, password.</summary>
internal sealed class Login : IDisposable
{
    private readonly ConnectionRequest _request;
    private readonly byte[] _password;
    private readonly PrivateKeyFile? _key;

    /// <exception cref="MultiDialException">There is neither password nor key, or the key cannot be used.</exception>
    internal Login(ConnectionRequest request)
    {
        _request = request;
        _password = request.Password is null ? [] : Encoding.UTF8.GetBytes(Reveal(request.Password));
        _key = request.KeyFilePath is { } path ? ReadKey(path) : null;
    }

    /// <summary>
    /// Whether the router let the user in without looking at the password that was given, as one without any
    /// password for root does.
    /// </summary>
    internal bool IgnoredPassword { get; private set; } = true;

    internal AuthenticationMethod[] Methods()
    {
        var methods = new List<AuthenticationMethod>();
        if (_key is not null)
        {
            methods.Add(new PrivateKeyAuthenticationMethod(_request.UserName, _key));
            IgnoredPassword = false;
        }

        if (_request.Password is { Length: var length })
        {
            IgnoredPassword &= length > 0;
            methods.Add(new ObservedPassword(_request.UserName, _password, () => IgnoredPassword = false));
            methods.Add(Interactive());
        }

        return methods.Count > 0 ? [.. methods] : throw Error.Missing("-Credential", _request.ToCommand());
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_password);
        _key?.Dispose();
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

    private PrivateKeyFile ReadKey(string path)
    {
        if (!File.Exists(path))
        {
            throw Error.InvalidValue("-KeyFilePath", path, Text.RulePrivateKeyFile);
        }

        try
        {
            return new PrivateKeyFile(path, _request.KeyPassphrase is null ? null : Reveal(_request.KeyPassphrase));
        }
        catch (Exception exception)
        {
            // A passphrase that is missing or wrong shows as any of half a dozen types, depending on the key's format.
            string command = _request.ToCommand(("-KeyPassphrase", "(Read-Host -AsSecureString)"));
            throw _request.KeyPassphrase is null
                ? Error.KeyNeedsPassphrase(_request.HostName, path, exception.Message, command, SshErrors.Cause(exception))
                : Error.KeyUnreadable(_request.HostName, path, exception.Message, command, SshErrors.Cause(exception));
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
