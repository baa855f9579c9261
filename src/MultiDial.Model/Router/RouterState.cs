using System.Collections.Concurrent;
using System.Text.Json;
using MultiDial.Errors;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>What one read of the router found. Nothing in it goes back to the router.</summary>
internal sealed class RouterState
{
    private readonly RouterAnswer _answer;
    private readonly ConcurrentDictionary<string, UciPackage> _packages;
    private readonly ConcurrentDictionary<StatePart, object> _parts = [];
    private readonly RouterState? _asRead;

    /// <param name="session">The router's session; the objects made from this state carry it.</param>
    /// <param name="answer">What the router said.</param>
    /// <param name="read">The parts that it was asked for.</param>
    internal RouterState(OpenWrtSession session, RouterAnswer answer, IReadOnlyCollection<StatePart> read)
        : this(session, answer, read, [], null)
    {
    }

    private RouterState(OpenWrtSession session, RouterAnswer answer, IReadOnlyCollection<StatePart> read, ConcurrentDictionary<string, UciPackage> packages, RouterState? asRead)
    {
        Session = session;
        _answer = answer;
        Parts = read;
        _packages = packages;
        _asRead = asRead;
    }

    internal OpenWrtSession Session { get; }

    /// <summary>Whether the packages are those of the router, and not those that it is to have.</summary>
    internal bool IsAsRead => _asRead is null;

    /// <summary>The parts that the router was asked for.</summary>
    internal IReadOnlyCollection<StatePart> Parts { get; }

    /// <summary>The packages of <see cref="ConfigurationFiles"/> that have a file.</summary>
    internal IEnumerable<string> Packages => ConfigurationFiles.All.Where(Has);

    /// <summary>Whether the router has the configuration file.</summary>
    internal bool Has(string package) => FileText(package) is not null;

    /// <summary>A configuration file.</summary>
    /// <exception cref="MultiDialException">UnsupportedRouter: there is no such file. UnreadableConfiguration.</exception>
    internal UciPackage Package(string name) =>
        Find(name) ?? throw (name == ConfigurationFiles.Mwan3 ? Error.PackageMissing(name) : Error.NoConfiguration(Session.Name, name));

    /// <summary>A configuration file; null if the router has none.</summary>
    /// <exception cref="MultiDialException">UnreadableConfiguration.</exception>
    internal UciPackage? Find(string name) =>
        _packages.TryGetValue(name, out UciPackage? package) || FileText(name) is not { } text ? package : _packages.GetOrAdd(name, Parse(name, text));

    /// <summary>The bytes of a configuration file as it is on the router, or null if there is none.</summary>
    internal string? FileText(string package) => _answer["config/" + package];

    /// <summary>Whether somebody has changes of a package that are set but not committed.</summary>
    internal bool HasPending(string package) => _answer["pending/" + package] is not null;

    /// <summary>A part of the state; it is understood once.</summary>
    /// <exception cref="InvalidOperationException">It was not read.</exception>
    internal T Get<T>(StatePart<T> part)
        where T : notnull
    {
        if (_asRead is { } asRead)
        {
            return asRead.Get(part);
        }

        if (!Parts.Contains(part))
        {
            throw new InvalidOperationException($"The state was read without '{part.Function}'.");
        }

        return (T)_parts.GetOrAdd(part, _ => part.Understand(this));
    }

    /// <summary>A piece of what the router said, or null if it did not say it.</summary>
    internal string? Said(string piece) => _answer[piece];

    /// <summary>A piece that is JSON; undefined (<see cref="JsonValueKind.Undefined"/>) where there is none.</summary>
    internal JsonElement Json(string piece) => RouterJson.Parse(Said(piece));

    /// <summary>A piece of lines <c>name=value</c>; of a name that comes twice the last one counts, as for a shell.</summary>
    internal IReadOnlyDictionary<string, string> Facts(string piece)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] pair in (Said(piece) ?? string.Empty).Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2))
        {
            facts[pair[0]] = pair[1].Trim('\'', '"');
        }

        return facts;
    }

    /// <summary>The same router, had it these packages already.</summary>
    internal RouterState With(IEnumerable<UciPackage> packages) => new(Session, _answer, Parts, new(packages.ToDictionary(package => package.Name)), _asRead ?? this);

    private static UciPackage Parse(string name, string text)
    {
        try
        {
            return UciPackage.Parse(name, text);
        }
        catch (UciSyntaxException exception)
        {
            throw Error.UnreadableConfiguration(name, exception.Message, exception);
        }
    }
}
