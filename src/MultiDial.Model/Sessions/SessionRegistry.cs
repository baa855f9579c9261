using System.Globalization;
using MultiDial.Errors;

namespace MultiDial;

/// <summary>
/// The sessions of this process, each with a name of its own. All are visible from every runspace, so that
/// <c>ForEach-Object -Parallel</c> and thread jobs find them; which one is the default is each runspace's own matter.
/// </summary>
internal static class SessionRegistry
{
    private static readonly object s_lock = new();
    private static readonly List<(OpenWrtSession Session, Guid Runspace)> s_sessions = [];
    private static int s_lastId;

    /// <summary>All sessions that were neither removed nor disposed of, the oldest first.</summary>
    internal static IReadOnlyList<OpenWrtSession> All
    {
        get
        {
            lock (s_lock)
            {
                s_sessions.RemoveAll(entry => entry.Session.State == OpenWrtSessionState.Closed);
                return [.. s_sessions.Select(entry => entry.Session)];
            }
        }
    }

    /// <summary>
    /// Names a connection and makes a session of it. A broken session with its name gives way. Without a name it is the
    /// host name, with a number behind it where that is taken.
    /// </summary>
    /// <exception cref="MultiDialException">AlreadyExists: an open session has the name that was given.</exception>
    internal static OpenWrtSession Open(string? name, string hostName, Guid runspace, Func<int, string, OpenWrtSession> open)
    {
        lock (s_lock)
        {
            ThrowIfTaken(name);
            string free = name ?? Enumerable.Range(1, int.MaxValue)
                .Select(n => n == 1 ? hostName : FormattableString.Invariant($"{hostName}#{n}"))
                .First(candidate => !IsTaken(candidate));
            foreach ((OpenWrtSession broken, _) in s_sessions.FindAll(entry => Is(entry.Session, free)))
            {
                Remove(broken);
            }

            OpenWrtSession session = open(++s_lastId, free);
            Add(session, runspace);
            return session;
        }
    }

    /// <exception cref="MultiDialException">AlreadyExists: an open session has this name.</exception>
    internal static void ThrowIfTaken(string? name)
    {
        if (name is not null && IsTaken(name))
        {
            throw Error.SessionExists(name);
        }
    }

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

    /// <summary>The sessions that a runspace has made.</summary>
    internal static IReadOnlyList<OpenWrtSession> Of(Guid runspace)
    {
        lock (s_lock)
        {
            return [.. s_sessions.Where(entry => entry.Runspace == runspace).Select(entry => entry.Session)];
        }
    }

    /// <summary>The newest session of the runspace, or the only one there is.</summary>
    /// <exception cref="MultiDialException">NoSession.</exception>
    internal static OpenWrtSession Default(Guid runspace)
    {
        lock (s_lock)
        {
            IReadOnlyList<OpenWrtSession> all = All;
            OpenWrtSession? own = s_sessions.LastOrDefault(entry => entry.Runspace == runspace).Session;
            return own ?? (all.Count == 1 ? all[0] : throw Error.NoSession());
        }
    }

    /// <summary>The session with this name; else the only one with this host name; else the one with this id.</summary>
    /// <exception cref="MultiDialException">NoSession: none fits, or more than one.</exception>
    internal static OpenWrtSession Find(string name)
    {
        IReadOnlyList<OpenWrtSession> all = All;
        OpenWrtSession[] onHost = [.. all.Where(session => session.HostName.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return all.FirstOrDefault(session => Is(session, name)) ?? onHost switch
        {
            [var only] => only,
            [] => all.FirstOrDefault(session => session.Id.ToString(CultureInfo.InvariantCulture) == name) ?? throw Error.NoSession(name),
            _ => throw Error.AmbiguousSession(name),
        };
    }

    private static bool IsTaken(string name) => All.Any(session => Is(session, name) && session.State == OpenWrtSessionState.Opened);

    private static bool Is(OpenWrtSession session, string name) => session.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
