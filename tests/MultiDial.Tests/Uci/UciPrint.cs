using System.Text;
using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

/// <summary>Prints a model as `uci` prints it.</summary>
internal static class UciPrint
{
    public static string Show(UciPackage package)
    {
        StringBuilder text = new();
        Dictionary<string, int> seen = [];
        foreach (UciSection section in package.Sections)
        {
            int index = seen.GetValueOrDefault(section.Type);
            seen[section.Type] = index + 1;
            Show(text, $"{package.Name}.{section.Name ?? $"@{section.Type}[{index}]"}", section);
        }

        return text.ToString();
    }

    public static string Show(UciPackage package, UciSection section)
    {
        StringBuilder text = new();
        Show(text, $"{package.Name}.{section.Id}", section);
        return text.ToString();
    }

    public static string Export(UciPackage package, bool withMadeUpNames = false)
    {
        StringBuilder text = new($"package {package.Name}\n");
        foreach (UciSection section in package.Sections)
        {
            string? name = withMadeUpNames ? section.Id : section.Name;
            text.Append($"\nconfig {section.Type}{(name is null ? "" : $" '{name}'")}\n");
            foreach (UciOption option in section.Options)
            {
                foreach (string value in option.Values)
                {
                    text.Append($"\t{(option.IsList ? "list" : "option")} {option.Name} {Shell.Quote(value)}\n");
                }
            }
        }

        return text.Append('\n').ToString();
    }

    private static void Show(StringBuilder text, string path, UciSection section)
    {
        text.Append($"{path}={section.Type}\n");
        foreach (UciOption option in section.Options)
        {
            text.Append($"{path}.{option.Name}={string.Join(' ', option.Values.Select(Shell.Quote))}\n");
        }
    }
}
