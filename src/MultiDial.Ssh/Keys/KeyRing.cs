using System.Diagnostics;
using MultiDial.Remote;
using Renci.SshNet;

namespace MultiDial.Ssh.Keys;

/// <summary>
/// The user's own keys in the order in which ssh tries them: those of the files that an agent has, the agent's others, and
/// the files that no agent has.
/// </summary>
internal sealed class KeyRing : IDisposable
{
    private readonly List<PrivateKeyFile> _files = [];

    /// <param name="keys">Where they are.</param>
    /// <param name="passphrase">What unlocks files; null for nothing.</param>
    /// <param name="patience">How long the agent may take for an answer.</param>
    internal KeyRing(OwnKeys keys, string? passphrase, TimeSpan patience)
    {
        AgentKey[] held = [.. OfAgent(keys.Agent, patience)];
        string[] files = [.. keys.Files.Where(File.Exists)];
        AgentKey[] named = [.. files.Select(path => Find(held, path)).OfType<AgentKey>()];
        foreach (string path in files.Where(path => Find(held, path) is null))
        {
            try
            {
                _files.Add(new PrivateKeyFile(path, passphrase));
            }
            catch (Exception exception)
            {
                // SSH.NET has many ways to say that a file is locked, or no key at all. ssh passes over it too.
                Debug.WriteLine(exception.Message);
                Unread ??= (path, exception);
            }
        }

        Sources = [.. named, .. keys.Only ? [] : held.Except(named), .. _files];
    }

    internal IReadOnlyList<IPrivateKeySource> Sources { get; }

    /// <summary>The first file that could not be read, and why; null if there is none.</summary>
    internal (string Path, Exception Reason)? Unread { get; }

    public void Dispose() => _files.ForEach(file => file.Dispose());

    /// <summary>The agent's key for a file that is locked; null if it has none.</summary>
    internal static AgentKey? ForFile(string path, string? agent, TimeSpan patience) => Find([.. OfAgent(agent, patience)], path);

    // An agent that is not there is none.
    private static IEnumerable<AgentKey> OfAgent(string? path, TimeSpan patience)
    {
        try
        {
            var agent = path is null ? null : new SshAgent(path, patience);
            return agent?.Keys().Select(key => new AgentKey(agent, key)) ?? [];
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or ArgumentException or UnauthorizedAccessException)
        {
            Debug.WriteLine(exception.Message);
            return [];
        }
    }

    private static AgentKey? Find(AgentKey[] held, string path) =>
        PublicKeyFile.Read(path) is { } known ? Array.Find(held, key => key.Blob.AsSpan().SequenceEqual(known)) : null;
}
