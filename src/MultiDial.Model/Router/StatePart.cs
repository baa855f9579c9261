namespace MultiDial.Router;

/// <summary>
/// A part of a router's state that is read only where it is needed. The configuration files always are. Each room has
/// its own parts.
/// </summary>
/// <param name="function">The function on the router that reads it.</param>
/// <param name="script">The .sh file that has the function.</param>
internal abstract class StatePart(string function, string script)
{
    internal string Function { get; } = function;

    internal string Script { get; } = script;
}

/// <summary>A part, and what its text means.</summary>
/// <param name="function">The function on the router that reads it.</param>
/// <param name="script">The .sh file that has the function.</param>
/// <param name="understand">Reads what the function said; once for a state.</param>
internal sealed class StatePart<T>(string function, string script, Func<RouterState, T> understand) : StatePart(function, script)
    where T : notnull
{
    internal T Understand(RouterState state) => understand(state);
}
