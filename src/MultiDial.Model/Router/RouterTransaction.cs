using MultiDial.Errors;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>
/// Changes that wait to be made as one. They are kept here, not on the router: what is staged there (in
/// <c>/tmp/.uci</c>) would be committed by anybody's `uci commit`, and be read by every reload of a service.
/// </summary>
internal sealed class RouterTransaction
{
    private readonly object _lock = new();
    private readonly Dictionary<string, (UciPackage Before, UciPackage After)> _packages = [];
    private readonly Dictionary<string, TimeSpan> _awaited = [];

    /// <summary>The changes so far, option by option.</summary>
    internal IReadOnlyList<UciChange> Changes
    {
        get
        {
            lock (_lock)
            {
                return [.. _packages.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => UciDiff.Compare(entry.Value.Before, entry.Value.After))];
            }
        }
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

            foreach (string line in draft.Awaited)
            {
                _awaited[line] = draft.WaitAtMost;
            }
        }
    }

    /// <summary>Makes all changes in a draft on the router as it is now.</summary>
    /// <exception cref="MultiDialException">Somebody else has changed a file meanwhile.</exception>
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

            foreach ((string line, TimeSpan atMost) in _awaited.Where(wait => draft.Network.Find(wait.Key) is not null))
            {
                draft.WaitFor(line, atMost);
            }
        }
    }
}
