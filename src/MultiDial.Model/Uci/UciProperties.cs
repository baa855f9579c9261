using System.Reflection;

namespace MultiDial.Uci;

/// <summary>The properties of a type that are UCI options. They are looked for once.</summary>
/// <typeparam name="T">An output type, or a record of settings.</typeparam>
internal static class UciProperties<T>
    where T : class
{
    private static readonly UciProperty[] s_all = [.. typeof(T).GetProperties()
        .Select(property => (Property: property, Option: property.GetCustomAttribute<UciOptionAttribute>()))
        .Where(pair => pair.Option is not null)
        .Select((pair, index) => new UciProperty(pair.Property, pair.Option!, index))];

    private static readonly Dictionary<string, UciProperty> s_byName = s_all.ToDictionary(property => property.Name, StringComparer.Ordinal);

    internal static IReadOnlyList<UciProperty> All => s_all;

    /// <summary>The property that a lambda as <c>member => member.Weight</c> names, by its text: the compiler has checked it, and a text costs nothing.</summary>
    internal static UciProperty Of(string property) =>
        s_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(property.AsSpan(property.LastIndexOf('.') + 1), out UciProperty? known)
            ? known
            : throw new InvalidOperationException($"'{property}' names no option of {typeof(T)}.");
}
