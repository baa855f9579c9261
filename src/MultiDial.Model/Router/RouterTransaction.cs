using System.Runtime.CompilerServices;
using MultiDial.Errors;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>
/// Changes that wait to be made as one. They are kept here, not on the router: what is staged there (in
/// <c>/tmp/.uci</c>) would be committed by anybody's `uci commit`, and be read by every reload of a service.
/// </summary>
internal sealed class RouterTransaction
{
    private static readonly ConditionalWeakTable<OpenWrtSession, RouterTransaction> s_open = [];

    private readonly object _lock = new();
    private readonly Dictionary<string, (UciPackage Before, UciPackage After)> _packages = [];
    private readonly Dictionary<(RouterWait Wait, string Name), TimeSpan> _waits = [];
    private RouterState? _known;

    private RouterTransaction()
    {
    }

    /// <summary>The changes so far, option by option.</summary>
    internal IReadOnlyList<UciDifference> Changes
    {
        get
        {
            lock (_lock)
            {
                return [.. _packages.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => UciDiff.Compare(entry.Value.Before, entry.Value.After))];
            }
        }
    }

    /// <summary>The transaction of a session; null if none is open.</summary>
    internal static RouterTransaction? Of(OpenWrtSession session) => s_open.TryGetValue(session, out RouterTransaction? open) ? open : null;

    /// <exception cref="MultiDialException">NoTransaction.</exception>
    internal static RouterTransaction Find(OpenWrtSession session) => Of(session) ?? throw Error.NoTransaction(session.Name);

    /// <exception cref="MultiDialException">TransactionOpen.</exception>
    internal static void Start(OpenWrtSession session)
    {
        if (!s_open.TryAdd(session, new RouterTransaction()))
        {
            throw Error.TransactionOpen(session.Name);
        }
    }

    internal static void End(OpenWrtSession session) => s_open.Remove(session);

    /// <summary>The router as it was read before with at least these parts; null if it was not. Nothing that changes it at once is done in a transaction.</summary>
    internal RouterState? Known(IEnumerable<StatePart> parts) => Volatile.Read(ref _known) is { } known && parts.All(known.Parts.Contains) ? known : null;

    /// <summary>These parts, and those that were read before.</summary>
    internal StatePart[] KnownWith(IEnumerable<StatePart> parts) => [.. parts.Union(Volatile.Read(ref _known)?.Parts ?? [])];

    internal RouterState Remember(RouterState read)
    {
        Volatile.Write(ref _known, read);
        return read;
    }

    /// <summary>The router, had it these changes already.</summary>
    internal RouterState View(RouterState state)
    {
        lock (_lock)
        {
            return state.With(_packages.Values.Select(package => package.After.Clone()));
        }
    }

    /// <summary>Adds a change that was drafted on a view of this transaction.</summary>
    internal void Stage(RouterDraft draft)
    {
        lock (_lock)
        {
            foreach (UciPackage package in draft.Changed)
            {
                UciPackage before = _packages.TryGetValue(package.Name, out (UciPackage Before, UciPackage) staged)
                    ? staged.Before
                    : draft.Before.Package(package.Name);
                _packages[package.Name] = (before.Clone(), package.Clone());
            }

            foreach (IGrouping<RouterWait, string> wait in draft.Waits)
            {
                foreach (string name in wait)
                {
                    _waits[(wait.Key, name)] = draft.WaitAtMost;
                }
            }
        }
    }

    /// <summary>Makes all changes in a draft on the router as it is now.</summary>
    /// <exception cref="MultiDialException">ConfigurationChanged: somebody else has changed a file meanwhile.</exception>
    internal void CopyTo(RouterDraft draft)
    {
        lock (_lock)
        {
            foreach ((string name, (UciPackage before, UciPackage after)) in _packages)
            {
                if (draft.Before.Package(name).ToText() != before.ToText())
                {
                    throw Error.TransactionOutdated(draft.Before.Session.Name, name);
                }

                draft.Replace(after);
            }

            foreach (((RouterWait wait, string name), TimeSpan atMost) in _waits.Where(entry => entry.Key.Wait.IsThere(draft, entry.Key.Name)))
            {
                draft.WaitFor(wait, name, atMost);
            }
        }
    }
}
