using System.Text.Json;
using MultiDial.Errors;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>What one read of the router found. Nothing in it goes back to the router.</summary>
internal sealed class RouterState
{
    internal const string Network = "network";
    internal const string Firewall = "firewall";
    internal const string Mwan3 = "mwan3";

    private readonly IReadOnlyDictionary<string, string> _parts;
    private readonly Dictionary<string, UciPackage> _packages;

    /// <param name="session">The router's session; the objects made from this state carry it.</param>
    /// <param name="parts">The parts by name, as byte texts.</param>
    internal RouterState(OpenWrtSession session, IReadOnlyDictionary<string, string> parts)
        : this(session, parts, [])
    {
    }

    private RouterState(OpenWrtSession session, IReadOnlyDictionary<string, string> parts, Dictionary<string, UciPackage> packages)
    {
        Session = session;
        _parts = parts;
        _packages = packages;
    }

    internal OpenWrtSession Session { get; }

    /// <summary>The packages (network, firewall, mwan3) that have a configuration file.</summary>
    internal IEnumerable<string> Packages =>
        new[] { Network, Firewall, Mwan3 }.Where(name => _parts.ContainsKey("config/" + name));

    /// <summary>A configuration file; without the file an error that says which package is missing.</summary>
    internal UciPackage Package(string name)
    {
        if (!_packages.TryGetValue(name, out UciPackage? package))
        {
            string text = Part("config/" + name) ?? throw (name == Mwan3 ? Error.PackageMissing(Mwan3)
                : Error.UnsupportedRouter(Session.Name, $"it has no /etc/config/{name}"));
            package = Parse(name, text);
            _packages.Add(name, package);
        }

        return package;
    }

    /// <summary>Whether somebody has changes of a package that are set but not committed.</summary>
    internal bool HasPending(string package) => Part("pending/" + package) is not null;

    /// <summary>A part's bytes, or null if the router has none or it was not read.</summary>
    internal string? Part(string name) => _parts.GetValueOrDefault(name);

    /// <summary>A part that is JSON; undefined (<see cref="JsonValueKind.Undefined"/>) where there is none.</summary>
    internal JsonElement Json(string name) => RouterJson.Parse(Part(name));

    /// <summary>A part of lines <c>name=value</c>.</summary>
    internal IReadOnlyDictionary<string, string> Facts(string name) => (Part(name) ?? string.Empty)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1].Trim('\'', '"'), StringComparer.Ordinal);

    /// <summary>The same router, had it these packages already.</summary>
    internal RouterState With(IEnumerable<UciPackage> packages) => new(Session, _parts, packages.ToDictionary(package => package.Name));

    private static UciPackage Parse(string name, string text)
    {
        try
        {
            return UciPackage.Parse(name, text);
        }
        catch (UciSyntaxException exception)
        {
            throw Error.UnreadableConfiguration(name, exception.Message);
        }
    }
}
