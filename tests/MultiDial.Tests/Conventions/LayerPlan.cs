namespace MultiDial.Tests.Conventions;

/// <summary>Groups of types, as rooms or namespaces, and how they lie upon each other.</summary>
/// <param name="types">All types.</param>
/// <param name="groupOf">Gives the group of a type.</param>
internal sealed class LayerPlan(IReadOnlyList<CodeType> types, Func<CodeType, string> groupOf)
{
    private readonly Dictionary<string, CodeType> _types = types.ToDictionary(type => type.FullName);

    /// <summary>The uses that lead from one group into another.</summary>
    private IEnumerable<(CodeType From, CodeType To)> Edges =>
        from type in types
        from name in type.Uses
        where _types.ContainsKey(name)
        let used = _types[name]
        where groupOf(type) != groupOf(used)
        select (type, used);

    /// <summary>What there is, from the bottom up: who uses no other group, then who uses only those below.</summary>
    /// <returns>The layers; groups in circles, and those above them, are in none.</returns>
    internal IReadOnlyList<string[]> Layers(out IReadOnlyList<string> circles)
    {
        Dictionary<string, HashSet<string>> uses = types.Select(groupOf).Distinct().ToDictionary(group => group, _ => new HashSet<string>());
        foreach ((CodeType from, CodeType to) in Edges)
        {
            uses[groupOf(from)].Add(groupOf(to));
        }

        List<string[]> layers = [];
        while (uses.Where(group => group.Value.Count == 0).Select(group => group.Key).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } layer)
        {
            layers.Add(layer);
            Array.ForEach(layer, group => uses.Remove(group));
            foreach (HashSet<string> used in uses.Values)
            {
                used.ExceptWith(layer);
            }
        }

        circles = Circles(uses);
        return layers;
    }

    /// <summary>The layers as a picture in words, the lowest last.</summary>
    internal static string Picture(IEnumerable<string[]> layers) =>
        string.Join('\n', layers.Select((groups, height) => $"{height + 1,3}  {string.Join("  ", groups)}").Reverse());

    // Of what is left, the groups that reach themselves; named by the uses between those that reach each other.
    private List<string> Circles(Dictionary<string, HashSet<string>> uses)
    {
        Dictionary<string, HashSet<string>> reach = uses.Keys.ToDictionary(group => group, group => Reached(uses, group));
        return
        [
            .. from edge in Edges
               let low = groupOf(edge.To)
               let high = groupOf(edge.From)
               where reach.ContainsKey(low) && reach.ContainsKey(high) && reach[low].Contains(high)
               group $"{edge.From.Name} -> {edge.To.Name}" by $"{high} -> {low}" into edges
               orderby edges.Key
               select $"{edges.Key}: {string.Join(", ", edges.Order(StringComparer.Ordinal))}",
        ];
    }

    private static HashSet<string> Reached(Dictionary<string, HashSet<string>> uses, string group)
    {
        HashSet<string> reached = [];
        Stack<string> next = new(uses[group]);
        while (next.TryPop(out string? found))
        {
            if (reached.Add(found))
            {
                uses[found].ToList().ForEach(next.Push);
            }
        }

        return reached;
    }
}
