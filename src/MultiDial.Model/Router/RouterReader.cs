using System.Security.Cryptography;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>Reads the router's state in one remote command, and the answers of all our scripts.</summary>
internal static class RouterReader
{
    /// <summary>The router as it is for the session: with the changes of its transaction, if one is open.</summary>
    internal static async Task<RouterState> ReadAsync(OpenWrtSession session, StatePart parts, CancellationToken cancellation)
    {
        RouterState state = await ReadRouterAsync(session, parts, cancellation).ConfigureAwait(false);
        return session.Transaction?.View(state) ?? state;
    }

    /// <summary>The router as it is for everybody.</summary>
    internal static async Task<RouterState> ReadRouterAsync(OpenWrtSession session, StatePart parts, CancellationToken cancellation)
    {
        string marker = NewMarker();
        RouterScript script = Begin(marker).CallRead(parts);
        RemoteResult result = await session.RunAsync(script, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        return new RouterState(session, Split(session, marker, result, "Reading the configuration"));
    }

    /// <summary>A marker that no output can contain, since nobody knew it before.</summary>
    internal static string NewMarker() => "multidial-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    internal static RouterScript Begin(string marker) => new RouterScript().Set("MARKER", marker).Use("wait").Use("read");

    internal static RouterScript CallRead(this RouterScript script, StatePart parts) =>
        script.Call("read_state", ["config", .. Enum.GetValues<StatePart>()
            .Where(part => part != StatePart.Config && parts.HasFlag(part))
            .Select(part => part.ToString().ToLowerInvariant())]);

    /// <summary>Splits a script's output at the markers. A script that did not come to its end has failed.</summary>
    internal static Dictionary<string, string> Split(OpenWrtSession session, string marker, RemoteResult result, string what)
    {
        Dictionary<string, string> parts = Parts(marker, result);
        return parts.ContainsKey("end") || parts.ContainsKey("failed")
            ? parts
            : throw Error.RemoteCommandFailed(session.Name, what, result.ExitStatus, ByteText.ToText(ByteText.FromBytes(result.Error)).Trim());
    }

    /// <summary>What a script said, whether it came to its end or not.</summary>
    internal static Dictionary<string, string> Parts(string marker, RemoteResult result)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string piece in ByteText.FromBytes(result.Output).Split($"\n{marker} ").Skip(1))
        {
            string[] nameAndText = piece.Split('\n', 2);
            string text = nameAndText[^1];
            parts[nameAndText[0]] = parts.TryGetValue(nameAndText[0], out string? before) ? before + "\n" + text : text;
        }

        return parts;
    }
}
