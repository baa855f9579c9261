using MultiDial.Errors;

namespace MultiDial;

/// <summary>
/// The sessions of this process. All are visible from every runspace, so that <c>ForEach-Object -Parallel</c> and
/// thread jobs find them; which one is the default is each runspace's own matter.
/// </summary>
internal static class SessionRegistry
{
    private static readonly object s_lock = new();
    private static readonly List<(OpenWrtSession Session, Guid Runspace)> s_sessions = [];
    private static int s_lastId;

    /// <summary>All sessions that were not removed, the oldest first.</summary>
    internal static IReadOnlyList<OpenWrtSession> All
    {
        get
        {
            lock (s_lock)
            {
                return [.. s_sessions.Select(entry => entry.Session)];
            }
        }
    }

    internal static int NextId() => Interlocked.Increment(ref s_lastId);

    /// <summary>Adds a session; it is the default of its runspace from now on.</summary>
    internal static void Add(OpenWrtSession session, Guid runspace)
    {
        lock (s_lock)
        {
            s_sessions.Add((session, runspace));
        }
    }

    /// <summary>Closes a session and forgets it.</summary>
    internal static void Remove(OpenWrtSession session)
    {
        lock (s_lock)
        {
            s_sessions.RemoveAll(entry => entry.Session == session);
        }

        session.Dispose();
    }

    /// <summary>The newest session of the runspace, or the only one there is.</summary>
    /// <exception cref="MultiDialException">NoSession.</exception>
    internal static OpenWrtSession Default(Guid runspace)
    {
        lock (s_lock)
        {
            OpenWrtSession? own = s_sessions.LastOrDefault(entry => entry.Runspace == runspace).Session;
            return own ?? (s_sessions.Count == 1 ? s_sessions[0].Session : throw Error.NoSession());
        }
    }

    /// <summary>The session with this name, id or host name.</summary>
    /// <exception cref="MultiDialException">NoSession: none fits, or more than one.</exception>
    internal static OpenWrtSession Find(string name)
    {
        OpenWrtSession[] named = [.. All.Where(session => session.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        OpenWrtSession[] found = named.Length > 0 ? named : [.. All.Where(session => session.HostName.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw Error.NoSession(name),
            _ => throw Error.AmbiguousSession(name),
        };
    }
}
