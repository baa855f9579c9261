namespace MultiDial.Ssh.Keys;

/// <summary>The public part of a key file, for which the file need not be unlocked.</summary>
internal static class PublicKeyFile
{
    /// <summary>The public key in SSH's wire format; null where there is none to be found.</summary>
    /// <param name="path">The private key file, beside which it lies, or the public one.</param>
    internal static byte[]? Read(string path) => ReadLine(path) ?? ReadLine(path + ".pub");

    private static byte[]? ReadLine(string path)
    {
        try
        {
            string[] fields = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
            return fields is [var type, var text, ..] ? KnownHosts.HostKey.Parse(type, text)?.Blob : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
