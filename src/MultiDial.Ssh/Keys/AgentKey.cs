using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace MultiDial.Ssh.Keys;

/// <summary>A key of an agent, as SSH.NET takes one.</summary>
internal sealed class AgentKey(SshAgent agent, byte[] key) : IPrivateKeySource
{
    private const uint Sha256 = 2;
    private const uint Sha512 = 4;

    /// <summary>The public key.</summary>
    internal byte[] Blob => key;

    // An RSA key signs with SHA-1 under its own name, which no server should take any more.
    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms => SshAgent.NameOf(key) is "ssh-rsa"
        ? [new Algorithm("rsa-sha2-512", agent, key, Sha512), new Algorithm("rsa-sha2-256", agent, key, Sha256)]
        : [new Algorithm(SshAgent.NameOf(key), agent, key, 0)];

    private sealed class Algorithm(string name, SshAgent agent, byte[] key, uint flags) : HostAlgorithm(name)
    {
        public override byte[] Data => key;

        public override byte[] Sign(byte[] data)
        {
            try
            {
                return agent.Sign(key, data, flags);
            }
            catch (Exception exception) when (exception is IOException or TimeoutException)
            {
                throw new SshAuthenticationException(exception.Message, exception);
            }
        }

        // A key of the user's is not asked to verify.
        public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException();
    }
}
