using System.Globalization;
using System.Reflection;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Uci;

/// <summary>A property that is a UCI option, and the way of its values to and from a section.</summary>
internal sealed class UciProperty
{
    private readonly PropertyInfo _property;
    private readonly UciOptionAttribute _option;
    private readonly Type _type;

    internal UciProperty(PropertyInfo property, UciOptionAttribute option, int index)
    {
        (_property, _option, Index) = (property, option, index);
        _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
    }

    /// <summary>Its place among the type's properties that are options.</summary>
    internal int Index { get; }

    internal string Name => _property.Name;

    internal string Option => _option.Option;

    /// <summary>The type of its values, which may be absent too.</summary>
    internal Type Type => _type;

    /// <summary>The value in a section; of an absent option or section the router's default, an empty list, or null.</summary>
    internal object? Read(UciSection? section)
    {
        if (_type == typeof(string[]))
        {
            IEnumerable<string> items = section?.GetList(Option) ?? [];
            return (_option.IsWords ? items.SelectMany(item => item.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : items).ToArray();
        }

        return (section?.Get(Option) ?? _option.Default) is { } text ? Understand(text) : null;
    }

    internal void Read(UciSection? section, object target) => _property.SetValue(target, Read(section));

    /// <summary>Writes a value; null and an empty list remove the option.</summary>
    /// <exception cref="MultiDialException">InvalidValue: out of the option's range.</exception>
    internal void Write(UciSection section, object? value)
    {
        if (value is string[] list)
        {
            section.SetList(Option, list);
        }
        else
        {
            section.Set(Option, value is null ? null : Format(value));
        }
    }

    // What is no number or no known word stays as it is on the router; it just has no value here.
    private object? Understand(string text) =>
        _type == typeof(string) ? text
        : _type == typeof(bool) ? UciWords.IsTrue(text)
        : _type.IsEnum ? UciWords.Find(_type, text, _option.IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
        : !int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? null
        : _type == typeof(TimeSpan) ? TimeSpan.FromSeconds(number)
        : number;

    private string Format(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "1" : "0",
        Enum word => UciWords.Of(word),
        int number => Number(number),
        TimeSpan time when time.Ticks % TimeSpan.TicksPerSecond != 0 => throw Refuse(time, Text.RuleWholeSeconds),
        TimeSpan time => Number(time.Ticks / TimeSpan.TicksPerSecond),
        _ => throw new InvalidOperationException($"{Name} has a type that UCI has no form for: {value.GetType()}."),
    };

    private string Number(long number) =>
        number >= _option.Min && number <= _option.Max ? number.ToString(CultureInfo.InvariantCulture) : throw Refuse(number, RangeRule());

    private string RangeRule() => (_type == typeof(TimeSpan), _option.Max == int.MaxValue) switch
    {
        (false, false) => Text.RuleNumberFromTo.With(_option.Min, _option.Max),
        (false, true) => Text.RuleNumberFrom.With(_option.Min),
        (true, false) => Text.RuleSecondsFromTo.With(_option.Min, _option.Max),
        (true, true) => Text.RuleSecondsFrom.With(_option.Min),
    };

    private MultiDialException Refuse(object value, string rule) => Error.InvalidValue("-" + Name, value, rule);
}
