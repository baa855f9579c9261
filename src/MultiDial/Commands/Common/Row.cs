using System.Runtime.CompilerServices;

namespace MultiDial.Commands;

/// <summary>
/// What a row of the pipeline gives for the parameters that the command line leaves free. It never changes: the next
/// row is another one.
/// </summary>
/// <param name="number">Its number in the pipeline, from 1.</param>
/// <param name="cells">The values by the names of the parameters, each of its parameter's type.</param>
internal sealed class Row(int number, IReadOnlyDictionary<string, object> cells)
{
    /// <summary>A record that is no row.</summary>
    internal static readonly Row None = new(0, new Dictionary<string, object>());

    internal int Number => number;

    /// <summary>The row's value for a parameter; without one what the parameter has from the command line or by default.</summary>
    internal T Or<T>(T value, [CallerArgumentExpression(nameof(value))] string parameter = "") =>
        cells.TryGetValue(parameter[(parameter.LastIndexOf('.') + 1)..], out object? cell) ? (T)cell : value;

    /// <summary>The same for a parameter whose type is not known beforehand.</summary>
    internal object? ValueOr(string parameter, object? value) => cells.TryGetValue(parameter, out object? cell) ? cell : value;

    /// <summary>The row's own value; null where it has none.</summary>
    internal T? Own<T>(string parameter) => cells.TryGetValue(parameter, out object? cell) ? (T)cell : default;

    internal bool Has(string parameter) => cells.ContainsKey(parameter);
}
