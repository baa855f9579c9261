namespace MultiDial.Commands;

/// <summary>Work on many things at the same time, but on no more of them than is wished.</summary>
internal static class InTurn
{
    /// <param name="items">What is to be worked on.</param>
    /// <param name="most">How many at the same time at most.</param>
    /// <param name="work">The work; it is not to fail, as one that fails would take the others' results away.</param>
    /// <param name="token">Begins no more of it.</param>
    /// <returns>The results in the order of the items.</returns>
    internal static async Task<TResult[]> WorkAsync<T, TResult>(IEnumerable<T> items, int most, Func<T, Task<TResult>> work, CancellationToken token)
    {
        using var turns = new SemaphoreSlim(most);
        return await Task.WhenAll(items.Select(WorkInTurnAsync)).ConfigureAwait(false);

        async Task<TResult> WorkInTurnAsync(T item)
        {
            await turns.WaitAsync(token).ConfigureAwait(false);
            try
            {
                return await work(item).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        }
    }
}
