using System.Management.Automation;
using System.Reflection;
using MultiDial.Commands;

namespace MultiDial.Tests.Conventions;

/// <summary>The module as it was built from this checkout, and its source.</summary>
internal static class Module
{
    internal static readonly Assembly Assembly = typeof(RouterCommand).Assembly;

    internal static readonly string Root = FindRoot();

    internal static readonly Type[] Cmdlets =
        [.. Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsDefined(typeof(CmdletAttribute))).OrderBy(Name, StringComparer.Ordinal)];

    /// <summary>What the cmdlets say that they give, except nothing and Booleans.</summary>
    internal static readonly Type[] OutputTypes =
        [.. Cmdlets.SelectMany(Outputs).Where(type => type.Namespace == nameof(MultiDial)).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal)];

    internal static CmdletAttribute Attribute(Type cmdlet) => cmdlet.GetCustomAttribute<CmdletAttribute>()!;

    internal static string Name(Type cmdlet) => $"{Attribute(cmdlet).VerbName}-{Attribute(cmdlet).NounName}";

    internal static IEnumerable<Type> Outputs(Type cmdlet) =>
        cmdlet.GetCustomAttributes<OutputTypeAttribute>().SelectMany(attribute => attribute.Type).Select(output => output.Type);

    internal static IEnumerable<PropertyInfo> Parameters(Type cmdlet) =>
        cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)));

    /// <summary>One value's type: of an array its elements', of what may be missing the type of what is there.</summary>
    internal static Type ValueType(PropertyInfo parameter)
    {
        Type type = parameter.PropertyType;
        type = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    internal static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The C# files below a folder of the checkout that people wrote.</summary>
    internal static IEnumerable<string> Sources(string folder) => Files(folder, "*.cs");

    /// <summary>The scripts that run on the router.</summary>
    internal static IEnumerable<string> Scripts => Files("src", "*.sh");

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MultiDial.psd1")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("MultiDial.psd1 is in no folder above the tests.");
        }

        return folder;
    }
}
