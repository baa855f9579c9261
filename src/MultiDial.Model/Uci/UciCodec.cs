using System.Globalization;
using System.Reflection;
using MultiDial.Errors;

namespace MultiDial.Uci;

/// <summary>
/// Carries values between the options of a UCI section and the properties of an output type that bear
/// <see cref="UciOptionAttribute"/>. Options without a property are never touched.
/// </summary>
internal static class UciCodec
{
    /// <summary>Fills an object's properties from a section; an absent option gives the router's default, or null.</summary>
    internal static T Fill<T>(T target, UciSection section)
        where T : class
    {
        foreach ((PropertyInfo property, UciOptionAttribute option) in Properties(typeof(T)))
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object? value = type == typeof(string[])
                ? section.GetList(option.Option).ToArray()
                : Read(type, section.Get(option.Option) ?? option.Default);
            property.SetValue(target, value);
        }

        return target;
    }

    /// <summary>Writes the given values into a section; null removes the option.</summary>
    /// <param name="section">The section to edit.</param>
    /// <param name="type">The output type whose properties name the options.</param>
    /// <param name="values">The values by property name.</param>
    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static void Write(UciSection section, Type type, IReadOnlyDictionary<string, object?> values)
    {
        foreach ((PropertyInfo property, UciOptionAttribute option) in Properties(type))
        {
            if (!values.TryGetValue(property.Name, out object? value))
            {
                continue;
            }

            if (value is string[] { Length: > 0 } list)
            {
                section.SetList(option.Option, list);
            }
            else if (value is null or string[])
            {
                section.Unset(option.Option);
            }
            else
            {
                section.Set(option.Option, Format(property.Name, option, value));
            }
        }
    }

    /// <summary>UCI's word for a member of an enumeration.</summary>
    internal static string Word(Enum value) =>
        value.GetType().GetField(value.ToString())?.GetCustomAttribute<UciWordAttribute>()?.Word
        ?? value.ToString().ToLowerInvariant();

    /// <summary>What the router's scripts take for true.</summary>
    internal static bool IsTrue(string? text) => text is "1" or "on" or "true" or "yes" or "enabled";

    private static IEnumerable<(PropertyInfo Property, UciOptionAttribute Option)> Properties(Type type) =>
        from property in type.GetProperties()
        let option = property.GetCustomAttribute<UciOptionAttribute>()
        where option is not null
        select (property, option);

    private static object? Read(Type type, string? text)
    {
        if (text is null || type == typeof(string))
        {
            return text;
        }

        if (type == typeof(bool))
        {
            return IsTrue(text);
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).Cast<Enum>().FirstOrDefault(value => Word(value) == text);
        }

        // What is no number stays as it is on the router; it just has no value here.
        return !int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? null
            : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(number)
            : number;
    }

    private static string Format(string name, UciOptionAttribute option, object value) => value switch
    {
        bool flag => flag ? "1" : "0",
        Enum word => Word(word),
        TimeSpan time when time.TotalSeconds == Math.Truncate(time.TotalSeconds) => Number(name, option, (long)time.TotalSeconds, "a number of whole seconds"),
        TimeSpan time => throw Error.InvalidValue("-" + name, time, "whole seconds are needed"),
        int number => Number(name, option, number, "a number"),
        _ => value.ToString()!,
    };

    private static string Number(string name, UciOptionAttribute option, long number, string what) =>
        number >= option.Min && number <= option.Max
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw Error.InvalidValue("-" + name, number, FormattableString.Invariant($"{what} from {option.Min} to {option.Max}"));
}
