using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>A column of the rows of a pipeline: a parameter of the cmdlet that reads them.</summary>
/// <param name="parameter">The parameter.</param>
/// <param name="isOnCommandLine">Whether the command line gives it, which wins.</param>
/// <param name="isForAll">Whether it is for the whole pipeline, so that no row can have it.</param>
internal sealed class Column(PropertyInfo parameter, bool isOnCommandLine, bool isForAll)
{
    private static readonly char[] s_separators = [' ', ',', ';'];

    private readonly Type _type = Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType;
    private readonly ArgumentTransformationAttribute[] _transformations = [.. parameter.GetCustomAttributes<ArgumentTransformationAttribute>()];

    internal string Name => parameter.Name;

    internal bool IsOnCommandLine => isOnCommandLine;

    internal bool IsForAll => isForAll;

    internal bool IsSecret => _type == typeof(SecureString) || _type == typeof(PSCredential);

    /// <summary>The name of the parameter, its aliases, and what its column is called in Chinese.</summary>
    internal string[] Names { get; } =
        [parameter.Name, .. parameter.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames), .. ChineseHeaders.Of(parameter.Name)];

    /// <summary>What a cell must be; null where the parameter itself says so.</summary>
    internal string? Rule => Item(_type) switch
    {
        { IsEnum: true } item => Text.RuleOneOf.With(string.Join(", ", Enum.GetNames(item))),
        var item when item == typeof(int) => Text.RuleWholeNumber,
        var item when item == typeof(bool) || item == typeof(SwitchParameter) => Text.RuleTrueOrFalse,
        _ => null,
    };

    /// <summary>The row's cell; null where it has no such column.</summary>
    internal object? Find(PSObject row) => Names.Select(name => row.Properties[name]?.Value).FirstOrDefault(value => value is not null);

    /// <summary>The cell as a value of the parameter's type.</summary>
    internal object Convert(object cell)
    {
        object? value = cell is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : cell;
        foreach (ArgumentTransformationAttribute transformation in _transformations)
        {
            value = transformation.Transform(null!, value!);
        }

        return Read(value!, _type);
    }

    private static Type Item(Type type) => type.IsArray ? Nullable.GetUnderlyingType(type.GetElementType()!) ?? type.GetElementType()! : type;

    private static object Read(object value, Type type)
    {
        if (type.IsArray && value is string list)
        {
            string[] texts = list.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
            var items = Array.CreateInstance(type.GetElementType()!, texts.Length);
            for (int i = 0; i < texts.Length; i++)
            {
                items.SetValue(Read(texts[i], Item(type)), i);
            }

            return items;
        }

        return Single(value, type);
    }

    // The engine would take any text but the empty one for true, round 1.5 to 2, and take 1 for a member of an enumeration.
    private static object Single(object value, Type type) =>
        type == typeof(SwitchParameter) ? new SwitchParameter(Flag(value))
        : type == typeof(bool) ? Flag(value)
        : type == typeof(int) ? int.Parse(InWords(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : type == typeof(SecureString) && value is IConvertible plain ? SecretTransformationAttribute.Secret(plain)
        : type.IsEnum && value is string word && !char.IsAsciiLetter(word.Trim()[0]) ? throw new ArgumentException(null, nameof(value))
        : LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);

    private static string InWords(object value) => System.Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static bool Flag(object value) => value switch
    {
        bool flag => flag,
        SwitchParameter flag => flag.IsPresent,
        _ => UciWords.Flag(InWords(value).ToLowerInvariant()) ?? throw new ArgumentException(null, nameof(value)),
    };
}
