using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace MultiDial.Help;

/// <summary>The topic that lists the error ids, from the comments of the enumeration.</summary>
internal static partial class AboutErrors
{
    internal const string FileName = "about_MultiDial_Errors.help.txt";
    private const int Columns = 80;
    private const char FirstWide = '\u2e80';

    private const string Short = "The ids of MultiDial's errors, for scripts that decide by them.";

    private const string Long =
        "The id of an error is the first part of its FullyQualifiedErrorId, up to the comma. Its recommended action says what to type next:";

    private const string Code = """

                try {
                    Get-WanInterface wan9 -ErrorAction Stop
                } catch {
                    $_.FullyQualifiedErrorId -split ',' | Select-Object -First 1
                    $_.ErrorDetails.RecommendedAction
                }

        ERROR IDS


        """;

    internal static string Text(Type errorIds, Comments comments, Translation translation)
    {
        var text = new StringBuilder("TOPIC\n    about_MultiDial_Errors\n\nSHORT DESCRIPTION\n");
        Wrap(text, translation.Of(Short), 4);
        text.Append("\nLONG DESCRIPTION\n");
        Wrap(text, translation.Of(Long), 4);
        text.Append(Code);
        foreach (FieldInfo id in errorIds.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            text.Append("    ").AppendLine(id.Name);
            Wrap(text, translation.Of(Comments.Text(comments.Of(id)?.Element("summary"))), 8);
            text.AppendLine();
        }

        return text.AppendLine("SEE ALSO").AppendLine("    about_Try_Catch_Finally").ToString();
    }

    private static void Wrap(StringBuilder text, string words, int margin)
    {
        string line = new(' ', margin);
        int width = margin;
        foreach (string word in Words().Matches(words).Select(match => match.Value))
        {
            int columns = word.Sum(letter => letter > FirstWide ? 2 : 1);
            if (width + columns > Columns)
            {
                text.AppendLine(line.TrimEnd());
                line = new(' ', margin);
                width = margin;
            }

            line += word;
            width += columns;
        }

        text.AppendLine(line.TrimEnd());
    }

    // A word and the space behind it; a letter of Chinese, and a mark behind it, is a word by itself.
    [GeneratedRegex(@"[\u2e80-\uffff][\u3000-\u303f\uff00-\uffef]* ?|[^ \u2e80-\uffff]+ ?|.")]
    private static partial Regex Words();
}
