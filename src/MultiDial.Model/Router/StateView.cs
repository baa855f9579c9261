namespace MultiDial.Router;

/// <summary>Something that is worked out from a whole state: once for each state, however often it is asked for.</summary>
/// <param name="read">Works it out.</param>
internal sealed class StateView<T>(Func<RouterState, T> read)
    where T : notnull
{
    internal T Read(RouterState state) => read(state);
}
