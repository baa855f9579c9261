using System.Reflection;
using System.Text;

namespace MultiDial.Help;

/// <summary>The topic that lists the error ids, from the comments of the enumeration.</summary>
internal static class AboutErrors
{
    internal const string FileName = "about_MultiDial_Errors.help.txt";
    private const int Columns = 80;

    private const string Head = """
        TOPIC
            about_MultiDial_Errors

        SHORT DESCRIPTION
            The ids of MultiDial's errors, for scripts that decide by them.

        LONG DESCRIPTION
            The id of an error is the first part of its FullyQualifiedErrorId, up to
            the comma. Its recommended action says what to type next:

                try {
                    Get-WanInterface wan9 -ErrorAction Stop
                } catch {
                    $_.FullyQualifiedErrorId -split ',' | Select-Object -First 1
                    $_.ErrorDetails.RecommendedAction
                }

        ERROR IDS


        """;

    internal static string Text(Type errorIds, Comments comments)
    {
        var text = new StringBuilder(Head);
        foreach (FieldInfo id in errorIds.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            text.Append("    ").AppendLine(id.Name);
            Wrap(text, Comments.Text(comments.Of(id)?.Element("summary")));
            text.AppendLine();
        }

        return text.AppendLine("SEE ALSO").AppendLine("    about_Try_Catch_Finally").ToString();
    }

    private static void Wrap(StringBuilder text, string words)
    {
        const string Margin = "        ";
        string line = Margin;
        foreach (string word in words.Split(' '))
        {
            if (line.Length + word.Length >= Columns)
            {
                text.AppendLine(line.TrimEnd());
                line = Margin;
            }

            line += word + " ";
        }

        text.AppendLine(line.TrimEnd());
    }
}
