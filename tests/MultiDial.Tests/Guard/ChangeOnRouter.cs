namespace MultiDial.Tests.Guard;

/// <summary>What a change leaves on the router while it is under way, as commands for its shell.</summary>
internal static class ChangeOnRouter
{
    /// <summary>Succeeds once the change is made and waits to be confirmed.</summary>
    internal const string IsMade = "[ -n \"$(find /var/run/multidial/change -name 'until.*' 2>/dev/null)\" ]";

    /// <summary>Lists whatever is left of changes but what became of the last one, and the names of those that must not begin any more.</summary>
    internal const string Traces = """
        { ls -d /etc/multidial /etc/uci-defaults/*multidial* /etc/config/.*multidial; find /var/run/multidial/change -name whose -o -path '*/now/*'; } 2>/dev/null
        """;

    /// <summary>Kills the script that makes the change.</summary>
    internal const string KillScript = "kill -9 $(readlink /var/run/multidial/change/of.*/worker.1 | sed 's/:.*//')";

    /// <summary>Succeeds once the last change was rolled back.</summary>
    internal const string IsRolledBack = "[ \"$(readlink /var/run/multidial/change/ended.*)\" = rolledback ]";
}
