using System.Reflection;
using MultiDial.Router;

namespace MultiDial.Tests;

/// <summary>The parts of a router's state, of all rooms.</summary>
internal static class Parts
{
    internal static readonly StatePart[] All = [.. typeof(StatePart).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic))
        .Where(field => field.FieldType.IsSubclassOf(typeof(StatePart)))
        .Select(field => (StatePart)field.GetValue(null)!)];
}
